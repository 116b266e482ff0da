package dev.breakwater.policy.conformance;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.BuiltIn;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.List;

/**
 * The cases of one built-in pack, typed from the law and not from the pack: whatever uses the
 * engine has to decide them so.
 */
public enum Conformance {
  CN_AUTO,
  CN_BORDER,
  CN_FTZ_BEIJING,
  CN_FTZ_HAINAN,
  CN_FTZ_LINGANG,
  CN_FTZ_SHANGHAI,
  CN_FTZ_TIANJIN,
  CN_FTZ_ZHEJIANG,
  CN_GBT32960,
  CN_SURVEY,
  EU_GDPR;

  /** Returns the pack whose rules the cases try. */
  public PolicyPack pack() {
    return PolicyPack.builtIn(Fields.nameOf(this));
  }

  /** Returns the packs that decide the cases: this one, beside the one that it is made for. */
  public PolicyPack together() {
    List<PolicyPack> packs =
        switch (this) {
          case CN_AUTO, EU_GDPR -> List.of(pack());
          case CN_BORDER, CN_GBT32960 -> List.of(CN_AUTO.pack(), pack());
          case CN_FTZ_BEIJING,
              CN_FTZ_HAINAN,
              CN_FTZ_LINGANG,
              CN_FTZ_SHANGHAI,
              CN_FTZ_TIANJIN,
              CN_FTZ_ZHEJIANG,
              CN_SURVEY ->
              List.of(CN_AUTO.pack(), CN_BORDER.pack(), pack());
        };
    return PolicyPack.together(Fields.nameOf(this), Digest.of(Bytes.EMPTY), packs);
  }

  /** Reads the cases. */
  public List<Case> cases() {
    return BuiltIn.load(
        Conformance.class,
        Fields.nameOf(this) + ".yaml",
        (yaml, name) -> Case.load(yaml, name, pack().catalog()));
  }
}
