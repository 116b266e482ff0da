package dev.breakwater.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.ingest.job.Reason;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason of the quarantine has a clause, and a sentence in every language. */
class ReasonsTest {
  static Stream<String> reasons() {
    return Stream.concat(
        Stream.of(Reason.values()).map(Enum::name), Stream.of(Reasons.SECOND_LOOK, Reasons.OTHER));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void reason_ofTheJob_hasAClauseAndASentence(String reason) throws Exception {
    assertThat(Reasons.name(reason + ": more words")).isEqualTo(reason);
    assertThat(Reasons.clause(reason)).isNotBlank();
    for (String language : List.of("zh", "en", "ja")) {
      String file = "/web/text/" + language + "/quarantine.json";
      try (InputStream in = ReasonsTest.class.getResourceAsStream(file)) {
        JsonNode texts = new ObjectMapper().readTree(in);
        assertThat(texts.path("why." + reason).asText()).as(language).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void reason_thatACarCouldHaveChosen_isNotTakenForAKnownOne(String reason) {
    assertThat(Reasons.name("x" + reason)).isEqualTo(Reasons.OTHER);
  }
}
