package dev.everlog.tools;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the JSON Schema (2020-12) of a tool from its record: names in snake case, {@code @Nullable} is optional, and
 * no word more than a client needs: that unknown properties are refused is said by the refusal, which names the nearest. Confined to one thread.
 */
final class Schemas {
    private final SchemaGenerator generator;

    Schemas() {
        var config =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(Option.INLINE_ALL_SCHEMAS)
                        .with(Option.INLINE_NULLABLE_SCHEMAS)
                        .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider(Schemas::plain);
        config.forFields()
                .withPropertyNameOverrideResolver(field -> Names.snake(field.getDeclaredName()))
                .withRequiredCheck(field -> !optional(field))
                .withDescriptionResolver(Schemas::description)
                .withStringMaxLengthResolver(Schemas::maxLength)
                .withNumberInclusiveMinimumResolver(field -> bound(field, true))
                .withNumberInclusiveMaximumResolver(field -> bound(field, false));
        generator = new SchemaGenerator(config.build());
    }

    /** The schema of the object that this record is decoded from; shared groups of parameters stand among its own. */
    ObjectNode of(Class<? extends Record> type) {
        var schema = generator.generateSchema(type);
        var nested = (ObjectNode) schema.get("properties");
        var flat = schema.objectNode();
        var required = schema.arrayNode();
        for (var component : type.getRecordComponents()) {
            String name = Names.snake(component.getName());
            boolean group = component.isAnnotationPresent(Flat.class);
            var from = group ? (ObjectNode) nested.get(name) : schema;
            flat.setAll(
                    group
                            ? (ObjectNode) from.get("properties")
                            : schema.objectNode().set(name, nested.get(name)));
            from.path("required")
                    .forEach(wanted -> {
                        if (group || wanted.stringValue().equals(name)) {
                            required.add(wanted);
                        }
                    });
        }
        return with(schema, flat, required);
    }

    private static ObjectNode with(ObjectNode schema, ObjectNode properties, ArrayNode required) {
        schema.set("properties", properties);
        schema.remove("required");
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** Values of one string, and free JSON: their own components are nobody's business. */
    static @Nullable CustomDefinition plain(ResolvedType type, SchemaGenerationContext context) {
        var made = context.getGeneratorConfig().createObjectNode();
        if (Scalar.class.isAssignableFrom(type.getErasedType())) {
            return new CustomDefinition(
                    made.put("type", "string"),
                    CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.NO);
        }
        if (type.getErasedType() == Format.class) {
            return new CustomDefinition(
                    made.put("type", "string"),
                    CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.NO);
        }
        if (type.getErasedType().isEnum()) {
            var constants = made.put("type", "string").putArray("enum");
            Stream.of(type.getErasedType().getEnumConstants())
                    .map(Names::constant)
                    .forEach(constants::add);
            return new CustomDefinition(
                    made,
                    CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.NO);
        }
        if (type.getErasedType() == ObjectNode.class) {
            return new CustomDefinition(
                    made.put("type", "object"),
                    CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.NO);
        }
        return type.getErasedType() == JsonNode.class
                ? new CustomDefinition(
                        made,
                        CustomDefinition.DefinitionType.INLINE,
                        CustomDefinition.AttributeInclusion.NO)
                : null;
    }

    static boolean optional(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable String description(FieldScope field) {
        var doc = field.getAnnotation(Doc.class);
        return doc == null || !doc.listed() || field.isFakeContainerItemScope()
                ? null
                : doc.value();
    }

    private static @Nullable Integer maxLength(FieldScope field) {
        var doc = field.getAnnotation(Doc.class);
        return doc == null
                        || doc.maxLength() == Integer.MAX_VALUE
                        || field.isFakeContainerItemScope()
                ? null
                : doc.maxLength();
    }

    private static @Nullable BigDecimal bound(FieldScope field, boolean lower) {
        var doc = field.getAnnotation(Doc.class);
        if (doc == null || !doc.listed()) {
            return null;
        }
        double bound = lower ? doc.min() : doc.max();
        return Double.isInfinite(bound)
                ? null
                : bound == Math.rint(bound)
                        ? BigDecimal.valueOf((long) bound)
                        : BigDecimal.valueOf(bound);
    }
}
