package dev.breakwater.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyPackTest {
  private static final Digest DIGEST = Digest.of(Bytes.of(new byte[] {1}));

  @Test
  void together_twoPacks_haveTheRulesOfBothAndTheRestOfTheFirst() throws Exception {
    PolicyPack one = pack("one", "a.permit");
    PolicyPack other = pack("other", "a.deny");

    PolicyPack both = PolicyPack.together("both", DIGEST, List.of(one, other));

    assertThat(both.rules()).extracting(Rule::id).containsExactly("a.permit", "a.deny");
    assertThat(both.otherwise()).isEqualTo(one.otherwise());
    assertThat(both.digest()).isEqualTo(DIGEST);
  }

  @Test
  void together_sameRuleInTwo_isRefused() throws Exception {
    List<PolicyPack> packs = List.of(pack("one", "a.permit"), pack("other", "a.permit"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyPack.together("both", DIGEST, packs))
        .withMessageContaining("'a.permit' is in two packs");
  }

  @Test
  void together_packsOfTwoCatalogs_areRefused() throws Exception {
    List<PolicyPack> packs = List.of(pack("one", "a.permit"), PolicyPack.cnAuto());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyPack.together("both", DIGEST, packs))
        .withMessageContaining("one catalog");
  }

  private static PolicyPack pack(String id, String rule) throws InvalidSourceException {
    Catalog catalog = SmallCatalog.load();
    String head = "clause: Art. 1, from: 2020-01-01, status: verified";
    String reason = "reason: {zh: 因, en: because, ja: 理由}";
    String yaml =
        """
        pack: %1$s
        zone: Asia/Shanghai
        otherwise: {id: %1$s.rest, %3$s, %4$s}
        rules:
          - {id: %2$s, %3$s, stages: [collect], categories: [data.a], effect: permit, %4$s}
        """
            .formatted(id, rule, head, reason);
    return PolicyPack.load(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), id + ".yaml", catalog);
  }
}
