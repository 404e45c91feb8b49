package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    @Test
    void eachAddressAsksItsTool() {
        assertThat(Resource.CONTEXT.arguments("everlog://context"))
                .hasToString("{\"tier\":\"l2\"}");
        assertThat(Resource.INDEX.arguments("everlog://index")).isEmpty();
        assertThat(Resource.EVENT.arguments("everlog://event/e7"))
                .hasToString("{\"events\":[\"e7\"]}");
        assertThat(Resource.NODE.arguments("everlog://node/n7"))
                .hasToString("{\"subject\":\"n7\"}");
        assertThat(Resource.SUBJECT.arguments("everlog://subject/order/7"))
                .hasToString("{\"subject\":\"order/7\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "a b", "a/b/c", "50%", "+1", "été", "😀", "?x=1#y", "%2F", "$1\\"})
    void whateverIdASubjectHasItsAddressLeadsToIt(String id) {
        String uri = Resource.SUBJECT.uri("order", id);

        assertThat(uri).matches("everlog://subject/order/[^/]+").isASCII();
        assertThat(Resource.SUBJECT.arguments(uri).get("subject").stringValue())
                .isEqualTo("order/" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everlog://event/", "everlog://event/a/b", "everlog://event/%zz", "x"})
    void whatIsNoAddressIsRefusedWithTheWayToWriteIt(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resource.EVENT.arguments(uri))
                .withMessageContaining("everlog://event/{id}");
    }
}
