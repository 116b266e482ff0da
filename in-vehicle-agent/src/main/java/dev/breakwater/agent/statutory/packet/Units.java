package dev.breakwater.agent.statutory.packet;

import dev.breakwater.agent.statutory.packet.Source.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data units of what is no report. */
final class Units {
  private static final int ICCID_LENGTH = 20;
  private static final int PACK_CODE_LENGTH = 24;

  private static final Field TIME = new TimeField("time");
  private static final Layout LOGOUT = Layout.of(TIME, Parts.serial());
  private static final Layout NOTHING = new Layout(List.of());

  /** An answer keeps the time of what it answers (6.3.2 of both editions). */
  static final Layout ANSWER = Layout.of(TIME);

  private static final Layout LOGIN_2016 =
      Layout.of(
          TIME,
          Parts.serial(),
          TextField.code("iccid", ICCID_LENGTH),
          NumberField.of("subsystems", 1).upTo(250).unmarked(),
          NumberField.of("code-length", 1).upTo(50).unmarked(),
          new TextsField(
              "storage-code",
              row -> (int) row.number("subsystems"),
              row -> (int) row.number("code-length")));

  private static final Layout LOGIN_2025 =
      Layout.of(
          TIME,
          Parts.serial(),
          TextField.code("iccid", ICCID_LENGTH),
          new RowsField(
              "system", 1, 0, 20, false, Layout.of(NumberField.of("packs", 1).upTo(50).unmarked())),
          new TextsField("pack-code", Units::packs, row -> PACK_CODE_LENGTH));

  private static final Layout ACTIVATION =
      new Layout(
          Stream.concat(
                  Stream.of(
                      TIME,
                      new TextField("chip", 16, ' ', Pattern.compile("[0-9A-Za-z]*"), false),
                      new OctetsField("public-key", Parts.MAX_COUNT),
                      PacketReader.VIN_FIELD),
                  Tables2025.signatureFields().stream())
              .toList());

  private static final Layout ACTIVATED =
      Layout.of(
          new CodeField("state", Map.of(1, "activated", 2, "failed")),
          new CodeField(
              "information",
              Map.of(0, "activated", 1, "was activated", 2, "the VIN is used twice")));

  private static final Layout KEY =
      Layout.of(
          new CodeField("encryption", Map.of(2, "RSA", 3, "AES", 4, "SM2", 5, "SM4")),
          new OctetsField("key", Parts.MAX_COUNT),
          new TimeField("from"),
          new TimeField("until"));

  private Units() {}

  private static int packs(Row row) {
    return row.rows("system").stream().mapToInt(each -> (int) each.number("packs")).sum();
  }

  private static Layout platformLogin(CodeField encryption) {
    return Layout.of(
        TIME,
        Parts.serial(),
        TextField.code("user", 12),
        TextField.secret("password", 20),
        encryption);
  }

  /** Returns the ways to encrypt that an edition has. */
  private static CodeField encryption(Edition edition) {
    return new CodeField(
        "encryption",
        Arrays.stream(Encryption.values())
            .filter(each -> each.isOf(edition))
            .collect(Collectors.toMap(Encryption::code, Encryption::text)));
  }

  /** Returns the fields of a command that is no report. */
  static Layout of(Edition edition, Command command) {
    return switch (command) {
      case VEHICLE_LOGIN -> edition == Edition.V2016 ? LOGIN_2016 : LOGIN_2025;
      case VEHICLE_LOGOUT, PLATFORM_LOGOUT -> LOGOUT;
      case PLATFORM_LOGIN -> platformLogin(encryption(edition));
      case HEARTBEAT, TIME_SYNC -> NOTHING;
      case ACTIVATION -> ACTIVATION;
      case ACTIVATION_ANSWER -> ACTIVATED;
      case KEY_EXCHANGE -> KEY;
      case REPORT, REISSUE -> throw new IllegalArgumentException("a report has blocks");
    };
  }

  /** Returns the table that lays a command's data unit out. */
  static Source sourceOf(Edition edition, Command command) {
    boolean first = edition == Edition.V2016;
    return switch (command) {
      case VEHICLE_LOGIN -> single(edition, "7.1, table 6");
      case REPORT, REISSUE -> single(edition, "7.2.1, table 7");
      case VEHICLE_LOGOUT -> single(edition, first ? "7.3, table 20" : "7.3, table 28");
      case PLATFORM_LOGIN -> single(edition, first ? "7.4, table 21" : "7.4, table 29");
      case PLATFORM_LOGOUT -> single(edition, first ? "7.5, table 22" : "7.5, table 30");
      case HEARTBEAT -> single(edition, first ? "B.3.5.7" : "B.3.5.10");
      case TIME_SYNC -> single(edition, first ? "B.3.5.8" : "B.3.5.11");
      case ACTIVATION -> single(edition, "B.3.5.5, table B.3");
      case ACTIVATION_ANSWER -> single(edition, "B.3.5.6, table B.4");
      case KEY_EXCHANGE -> single(edition, "7.6, table 31");
    };
  }

  private static Source single(Edition edition, String clause) {
    return new Source(edition, clause, Standing.SINGLE);
  }
}
