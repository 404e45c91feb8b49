package dev.everlog.tools;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the JSON Schema (2020-12) of what a tool answers from the record that it is. More members may come with later
 * versions, so they are not refused. Confined to one thread.
 */
final class AnswerSchemas {
    /** What a group is called until its members take its place. */
    private static final String UNWRAPPED = "@";

    private final SchemaGenerator generator;

    AnswerSchemas() {
        var config =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(Option.INLINE_ALL_SCHEMAS, Option.INLINE_NULLABLE_SCHEMAS)
                        .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider(AnswerSchemas::anything)
                .withCustomDefinitionProvider(Schemas::plain);
        config.forFields()
                .withPropertyNameOverrideResolver(AnswerSchemas::name)
                .withIgnoreCheck(AnswerSchemas::isIgnored)
                .withRequiredCheck(field -> !Schemas.optional(field));
        generator = new SchemaGenerator(config.build());
    }

    /** Of the answer of a tool. */
    ObjectNode of(Class<? extends Record> tool) {
        ObjectNode schema = generator.generateSchema(answer(tool));
        unwrap(schema);
        return schema;
    }

    private static Type answer(Class<? extends Record> tool) {
        return ((ParameterizedType) tool.getGenericInterfaces()[0]).getActualTypeArguments()[0];
    }

    private static String name(FieldScope field) {
        String name = Names.snake(field.getDeclaredName());
        return isUnwrapped(field) ? UNWRAPPED + name : name;
    }

    private static boolean isUnwrapped(FieldScope field) {
        return accessors(field).anyMatch(each -> each.isAnnotationPresent(JsonUnwrapped.class));
    }

    private static boolean isIgnored(FieldScope field) {
        return accessors(field).anyMatch(each -> each.isAnnotationPresent(JsonIgnore.class));
    }

    private static Stream<Method> accessors(FieldScope field) {
        return Stream.of(field.getRawMember().getDeclaringClass().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .map(RecordComponent::getAccessor);
    }

    /** Rows that are a value of their own, of whatever form. */
    private static @Nullable CustomDefinition anything(
            ResolvedType type, SchemaGenerationContext context) {
        var record = type.getErasedType();
        boolean value =
                record.isRecord()
                        && !Scalar.class.isAssignableFrom(record)
                        && Stream.of(record.getRecordComponents())
                                .anyMatch(component ->
                                        component
                                                .getAccessor()
                                                .isAnnotationPresent(JsonValue.class));
        return value
                ? new CustomDefinition(
                        context.getGeneratorConfig().createObjectNode(),
                        CustomDefinition.DefinitionType.INLINE,
                        CustomDefinition.AttributeInclusion.NO)
                : null;
    }

    private static void unwrap(JsonNode schema) {
        if (schema.has("items")) {
            unwrap(schema.get("items"));
        }
        if (schema.get("properties") instanceof ObjectNode members) {
            members.forEach(AnswerSchemas::unwrap);
            Set<String> required = new TreeSet<>();
            schema.path("required").forEach(name -> required.add(name.stringValue()));
            for (String name : List.copyOf(members.propertyNames())) {
                if (name.startsWith(UNWRAPPED)) {
                    var group = (ObjectNode) members.remove(name);
                    members.setAll((ObjectNode) group.get("properties"));
                    if (required.remove(name)) {
                        group.path("required").forEach(each -> required.add(each.stringValue()));
                    }
                }
            }
            var named = ((ObjectNode) schema).putArray("required");
            required.forEach(named::add);
        }
    }
}
