// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FakeRequestTest {
    @Test
    void headersAreFoundInAnyCaseAndByTheirCompactNames() {
        FakeRequest request = FakeRequest.register("1001", "<sip:a@192.0.2.7>").header("k", "path");

        assertThat(request.headers("m")).containsExactly("<sip:a@192.0.2.7>");
        assertThat(request.header("SUPPORTED")).contains("path");
        assertThat(request.header("Expires")).isEmpty();
    }

    @Test
    void commasSplitValuesExceptWithinQuotesAndAngleBrackets() {
        FakeRequest request = FakeRequest.register("1001", "\"A, \\\"B\" <sip:a,b@h>, <sip:c@h>;q=0.5", "<sip:d@h>");

        assertThat(request.headers("Contact"))
                .containsExactly("\"A, \\\"B\" <sip:a,b@h>", "<sip:c@h>;q=0.5", "<sip:d@h>");
    }

    @Test
    void credentialsAreNeverSplit() {
        String value = "Digest username=\"a\", realm=\"b\"";

        assertThat(FakeRequest.register("1001").header("authorization", value).headers("Authorization"))
                .containsExactly(value);
    }

    @Test
    void aChangeLeavesTheOriginalAlone() {
        FakeRequest first = FakeRequest.invite("1001", "1002");
        FakeRequest second = first.header("Max-Forwards", "3").flow("tcp", "198.51.100.1", 5062);

        assertThat(first.maxForwards()).isEqualTo(70);
        assertThat(second.maxForwards()).isEqualTo(3);
        assertThat(second.flow()).hasToString("tcp:198.51.100.1:5062");
        assertThat(second.uri()).hasToString("sip:1002@pbx.example");
        assertThat(second.without("max-forwards").maxForwards()).isEqualTo(70);
    }
}
