package dev.breakwater.wire;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;

/**
 * What a part of the onshore side did with data: released, erased, read, disclosed it; a record of
 * the topic {@code statements}. Each gets one leaf in the audit log, which says stage, decision,
 * rules, pack and the hour to everybody. What it is about stays inside the leaf's commitment:
 * nothing personal may be in the first four.
 *
 * @param id 32 hexadecimal digits, {@link #newId}; no two statements have the same
 * @param stage a word of at most 64 characters, for example {@code EXPORT}, {@code ERASE}, {@code
 *     RECALL}, {@code READ}, {@code RELEASE}, {@code DISCLOSE}, {@code SEARCH}, {@code INCIDENT}
 * @param decision a word of at most 64 characters, for example {@code RELEASED}
 * @param rules ids of the rules that decided, at most {@value #MAX_RULES} of at most {@value
 *     #MAX_RULE_LENGTH} plain characters
 * @param pack digest of the policy pack that decided, or {@link Digest#ZERO}
 * @param key name of the data key of the commitment; when that key is destroyed the leaf says
 *     nothing any more. A leaf whose key is gone before it is logged can never be opened.
 * @param atMillis when it was done, Unix milliseconds; the leaf has its full hour only
 */
public record Statement(
    String id,
    String stage,
    String decision,
    List<String> rules,
    Digest pack,
    About about,
    String key,
    long atMillis) {
  public static final int MAX_RULES = 64;
  public static final int MAX_RULE_LENGTH = 128;

  private static final int MAX_TEXT = 256;
  private static final int MAX_BYTES = 16 << 10;
  private static final int ID_BYTES = 16;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  /** The first millisecond that no date of four digits has. */
  private static final long END_OF_TIME = 253_402_300_800_000L;

  private static final Codec<Statement> CODEC =
      new Codec<>("statement.avsc", MAX_BYTES, Statement::fromAvro);

  /**
   * What a statement is about; committed to, and opened only by whoever has the key.
   *
   * @param item {@link ItemId} as text, or the name of what it is about; at most 256 characters of
   *     printable ASCII without quote and backslash, as each text here
   * @param digest of what it is about: an item's encoding, a file, a question
   * @param subject the person's pseudonym, or empty
   * @param capturedAtMillis of the item, Unix milliseconds; 0 where there is none
   * @param recipient who got it, or empty
   */
  public record About(
      String item, Digest digest, String subject, long capturedAtMillis, String recipient) {
    /**
     * @throws IllegalArgumentException if a text has another form
     */
    public About {
      requirePlain(item, MAX_TEXT);
      requirePlain(subject, MAX_TEXT);
      requirePlain(recipient, MAX_TEXT);
    }
  }

  /**
   * @throws IllegalArgumentException if a component has a form that a leaf cannot carry
   */
  public Statement {
    rules = List.copyOf(rules);
    require(ID.matcher(id).matches(), "an id is 32 hexadecimal digits");
    require(WORD.matcher(stage).matches(), "a stage is a word");
    require(WORD.matcher(decision).matches(), "a decision is a word");
    require(rules.size() <= MAX_RULES, "at most " + MAX_RULES + " rules");
    require(rules.stream().noneMatch(String::isEmpty), "a rule has an id");
    rules.forEach(rule -> requirePlain(rule, MAX_RULE_LENGTH));
    requirePlain(key, MAX_TEXT);
    require(atMillis >= 0 && atMillis < END_OF_TIME, "a time before the year 10000");
  }

  /** Draws an id. */
  public static String newId(RandomGenerator random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("id", id);
    record.put("stage", stage);
    record.put("decision", decision);
    record.put("rules", rules);
    record.put("pack", pack.value().asBuffer());
    record.put("item", about.item());
    record.put("digest", about.digest().value().asBuffer());
    record.put("subject", about.subject());
    record.put("capturedAtMillis", about.capturedAtMillis());
    record.put("recipient", about.recipient());
    record.put("key", key);
    record.put("atMillis", atMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a statement
   */
  public static Statement decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Statement fromAvro(GenericRecord record) {
    var about =
        new About(
            Codec.string(record, "item"),
            Codec.digest(record, "digest"),
            Codec.string(record, "subject"),
            Codec.number(record, "capturedAtMillis"),
            Codec.string(record, "recipient"));
    return new Statement(
        Codec.string(record, "id"),
        Codec.string(record, "stage"),
        Codec.string(record, "decision"),
        Codec.strings(record, "rules"),
        Codec.digest(record, "pack"),
        about,
        Codec.string(record, "key"),
        Codec.number(record, "atMillis"));
  }

  private static void requirePlain(String text, int maxLength) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    require(plain && text.length() <= maxLength, "texts have " + maxLength + " plain characters");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
