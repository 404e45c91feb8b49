package dev.everlog.memory.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class InclusionTest {
    private static List<String> gaps(String narrow, String wide) {
        return Inclusion.gaps(
                EventSchema.of(Parsed.object(narrow)), EventSchema.of(Parsed.object(wide)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer'} | {'type':'number'}",
                "{'type':'integer'} | {'type':['string','number']}",
                "{'enum':['a','b']} | {'enum':['a','b','c']}",
                "{'enum':['a','b']} | {'type':'string','maxLength':1}",
                "{'type':'boolean'} | {'enum':[true,false]}",
                "{'minimum':3} | {'minimum':2}",
                "{'exclusiveMinimum':2} | {'minimum':2}",
                "{'type':'string','minimum':3} | {'type':'string','minimum':7}",
                "{'multipleOf':6} | {'multipleOf':3}",
                "{'required':['a','b']} | {'required':['a']}",
                "{'properties':{'a':{'type':'integer'}},'additionalProperties':false} | {'properties':{'a':{'type':'number'},'b':{'type':'string'}}}",
                "{'properties':{'a':{'const':1}},'required':['a']} | {'anyOf':[{'properties':{'a':{'const':1}}},{'required':['b']}]}",
                "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'type':['null','string']}",
                "{'type':['null','string']} | {'anyOf':[{'type':'string'},{'type':'null'}]}",
                "{'type':['null','string']} | {'oneOf':[{'type':'string'},{'type':'null'}]}",
                "{'$defs':{'n':{'type':'integer'}},'properties':{'a':{'$ref':'#/$defs/n'}}} | {'properties':{'a':{'type':'number'}}}",
                "{'allOf':[{'minimum':1},{'maximum':5}]} | {'minimum':0,'maximum':6}",
                "{'type':'array','items':{'type':'integer'},'maxItems':3} | {'items':{'type':'number'},'maxItems':4}",
                "{'prefixItems':[{'type':'integer'}],'items':false} | {'prefixItems':[{'type':'number'},{'type':'string'}]}",
                "{'patternProperties':{'^x':{'type':'integer'}},'additionalProperties':false} | {'patternProperties':{'^x':{'type':'number'}},'additionalProperties':false}",
                "{'type':'string'} | {'not':{'type':'number'}}",
                "{'if':{'required':['a']},'then':{'required':['b']}} | {'if':{'required':['a']},'then':{'required':['b']}}",
                "{'type':'string','format':'date','description':'x'} | {'format':'date'}"
            })
    void what_is_included_is_proved(String narrow, String wide) {
        assertThat(gaps(narrow, wide)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'number'} | {'type':'integer'} | type",
                "{'properties':{'a':{'type':'number'}}} | {'properties':{'a':{'type':'integer'}}} | /properties/a",
                "{} | {'required':['a']} | /required/a: it may be missing",
                "{} | {'properties':{'b':{'type':'string'}}} | /properties/b",
                "{'properties':{'a':true}} | {'properties':{'a':true},'additionalProperties':false} | /additionalProperties",
                "{'enum':['a','z']} | {'enum':['a','b']} | the value \"z\" is not accepted",
                "{'minimum':2} | {'exclusiveMinimum':2} | exclusiveMinimum 2",
                "{'pattern':'^a'} | {'pattern':'^ab'} | pattern",
                "{} | {'not':{'type':'string'}} | not",
                "{'type':'object'} | {'unevaluatedProperties':false} | unevaluatedProperties",
                "{'anyOf':[{'type':'string'},{'type':'integer'}]} | {'type':'string'} | type",
                "{'patternProperties':{'^x':{'type':'string'}}} | {'additionalProperties':{'type':'string'}} | /additionalProperties",
                "{'items':{'type':'string'}} | {'prefixItems':[{'type':'integer'}]} | /prefixItems/0"
            })
    void what_is_not_included_is_told_by_its_place(String narrow, String wide, String place) {
        assertThat(gaps(narrow, wide)).anySatisfy(gap -> assertThat(gap).contains(place));
    }

    /** Random schemas over few words, so that they often include each other. */
    @Test
    void what_is_proved_is_true_of_every_value_that_is_tried() {
        Random random = new Random(7);
        List<JsonNode> values = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            values.add(value(random, 2));
        }
        int proved = 0;
        for (int i = 0; i < 1_000; i++) {
            ObjectNode a = schema(random, 2);
            ObjectNode b = random.nextInt(3) == 0 ? widened(a, random) : schema(random, 2);
            EventSchema narrow = EventSchema.of(a);
            EventSchema wide = EventSchema.of(b);
            if (Inclusion.gaps(narrow, wide).isEmpty()) {
                proved++;
                for (JsonNode value : values) {
                    if (narrow.accepts(value)) {
                        assertThat(wide.accepts(value))
                                .as("%s in %s, not in %s", value, a, b)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(proved).isGreaterThan(100);
    }

    private static ObjectNode widened(ObjectNode schema, Random random) {
        ObjectNode copy = schema.deepCopy();
        List<String> names = List.copyOf(copy.propertyNames());
        if (!names.isEmpty()) {
            copy.remove(names.get(random.nextInt(names.size())));
        }
        return copy;
    }

    private static final List<String> TYPES =
            List.of("string", "integer", "number", "object", "array", "null", "boolean");

    private static ObjectNode schema(Random random, int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            keyword(schema, random, depth);
        }
        return schema;
    }

    private static void keyword(ObjectNode schema, Random random, int depth) {
        switch (random.nextInt(depth > 0 ? 22 : 10)) {
            case 0, 1 -> schema.put("type", TYPES.get(random.nextInt(TYPES.size())));
            case 2 ->
                    schema.putArray("type")
                            .add(TYPES.get(random.nextInt(3)))
                            .add(TYPES.get(3 + random.nextInt(4)));
            case 3 -> schema.put("minimum", random.nextInt(4));
            case 4 -> schema.put("exclusiveMaximum", random.nextInt(4));
            case 5 -> schema.put("maxLength", random.nextInt(3));
            case 6 -> schema.putArray("enum").add(value(random, 1)).add(value(random, 0));
            case 7 -> schema.set("const", value(random, 0));
            case 8 ->
                    schema.putArray("required")
                            .add("ab".substring(random.nextInt(2)).substring(0, 1));
            case 9 -> schema.put("multipleOf", 1 + random.nextInt(2));
            case 10, 11, 12 ->
                    schema.putObject("properties")
                            .set(random.nextBoolean() ? "a" : "b", schema(random, depth - 1));
            case 13 -> schema.set("additionalProperties", any(random, depth));
            case 14 -> schema.putObject("patternProperties").set("a|c", schema(random, depth - 1));
            case 15 -> schema.set("items", any(random, depth));
            case 16 -> schema.putArray("prefixItems").add(any(random, depth));
            case 17 -> schema.putArray("anyOf").add(any(random, depth)).add(any(random, depth));
            case 18 -> schema.putArray("oneOf").add(any(random, depth)).add(any(random, depth));
            case 19 -> schema.putArray("allOf").add(any(random, depth)).add(any(random, depth));
            case 20 -> schema.set("not", any(random, depth));
            default ->
                    schema.put("minProperties", random.nextInt(3))
                            .put("maxItems", random.nextInt(3));
        }
    }

    private static JsonNode any(Random random, int depth) {
        return random.nextInt(6) == 0
                ? JsonNodeFactory.instance.booleanNode(random.nextBoolean())
                : schema(random, depth - 1);
    }

    private static JsonNode value(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt(5));
            case 3 -> nodes.numberNode(random.nextInt(8) / 2.0);
            case 4 -> nodes.stringNode("xyz".substring(random.nextInt(4)));
            case 5 -> {
                var list = nodes.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(
                            "abcd".substring(random.nextInt(4)).substring(0, 1),
                            value(random, depth - 1));
                }
                yield object;
            }
        };
    }
}
