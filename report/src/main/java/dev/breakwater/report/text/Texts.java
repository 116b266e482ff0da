package dev.breakwater.report.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The words of reports in one language, each under a key. A missing key is a mistake of the
 * program: a test holds that all languages have the same.
 */
public final class Texts {
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Language language;
  private final Map<String, String> words = new TreeMap<>();

  private Texts(Language language) {
    this.language = language;
  }

  public static Texts of(Language language) {
    var texts = new Texts(language);
    try (InputStream in = Texts.class.getResourceAsStream(language.resource())) {
      if (in == null) {
        throw new IllegalStateException(language.resource() + " is missing");
      }
      var read = new Properties();
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      read.forEach((key, value) -> texts.words.put((String) key, (String) value));
      return texts;
    } catch (IOException e) {
      throw new IllegalStateException(language.resource() + " cannot be read", e);
    }
  }

  public Language language() {
    return language;
  }

  /** Returns the text of a key as it is. */
  public String get(String key) {
    String text = words.get(key);
    if (text == null) {
      throw new IllegalStateException(language.resource() + " has no " + key);
    }
    return text;
  }

  /**
   * Returns the text of a key with its places filled.
   *
   * @param arguments for {0}, {1}, ...; numbers already written with {@link #number}
   */
  public String get(String key, String... arguments) {
    return arguments.length == 0
        ? get(key)
        : new MessageFormat(get(key), language.locale()).format(arguments);
  }

  /** Returns the text of a key, or {@code otherwise} if there is none. */
  public String find(String key, String otherwise) {
    return words.getOrDefault(key, otherwise);
  }

  /** Returns a whole number as the language groups it. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  /** Returns a share in percent with one digit after the point, rounded down. */
  public String percent(double share) {
    NumberFormat format = NumberFormat.getInstance(language.locale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    // Rounded down: 89.96 % must not read as the 90.0 % that passes.
    format.setRoundingMode(RoundingMode.DOWN);
    return format.format(share * 100) + " %";
  }

  /** Returns an instant in China's time, to the second. */
  public String moment(Instant at) {
    return MOMENT.format(at.atOffset(CHINA)) + " (UTC+8)";
  }

  Map<String, String> all() {
    return Map.copyOf(words);
  }
}
