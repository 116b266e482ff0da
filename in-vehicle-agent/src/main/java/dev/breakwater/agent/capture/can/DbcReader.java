package dev.breakwater.agent.capture.can;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Problem;
import dev.breakwater.wire.Bytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines {@code BO_} and {@code SG_} of a DBC file, the layout of messages and signals;
 * others say nothing that a value depends on, but for {@code SIG_VALTYPE_}. Signals that are
 * floats, and those of a selector below a selector, are left out: read as integers they would be
 * wrong values that nobody notices. Used by one thread.
 */
final class DbcReader {
  /** The largest file that is looked at, bytes. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_MESSAGES = 10_000;
  private static final int MAX_SIGNALS = 1000;
  private static final int MAX_FRAME_BYTES = 64;
  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_EXCERPT = 200;

  private static final Pattern MESSAGE =
      Pattern.compile("BO_\\s+(\\d{1,10})\\s+(\\w{1,128})\\s*:\\s*(\\d{1,4})\\s+\\w+\\s*");
  private static final Pattern SIGNAL =
      Pattern.compile(
          "\\s*SG_\\s+(\\w{1,128})\\s*(M|m\\d{1,6}M?)?\\s*:\\s*(\\d{1,3})\\|(\\d{1,3})@([01])([+-])"
              + "\\s*\\(([^,()]{1,40}),([^,()]{1,40})\\)\\s*\\[[^\\]]*\\]\\s*\"[^\"]*\".*");
  private static final Pattern FLOAT =
      Pattern.compile("SIG_VALTYPE_\\s+(\\d{1,10})\\s+(\\w{1,128})\\s*:?\\s*[12]\\s*;.*");
  // No exponents of many digits: a value is written out in full.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,20}\\.?\\d{0,20}|\\.\\d{1,20})([eE][+-]?\\d{1,2})?");

  private final String name;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Long, Draft> drafts = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Draft open;
  private String line = "";
  private int number;

  /** A message whose signals are still being read. */
  private static final class Draft {
    final String name;
    final int lengthBytes;
    final Map<String, CanSignal> signals = new LinkedHashMap<>();
    @Nullable CanSignal selector;

    Draft(String name, int lengthBytes) {
      this.name = name;
      this.lengthBytes = lengthBytes;
    }

    CanMessage message(long id) {
      return new CanMessage(name, id, lengthBytes, signals, Optional.ofNullable(selector));
    }
  }

  private DbcReader(String name) {
    this.name = name;
  }

  /**
   * Returns the messages by name.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  static Map<String, CanMessage> read(Bytes dbc, String name) throws InvalidSourceException {
    var reader = new DbcReader(name);
    if (dbc.length() > MAX_BYTES) {
      reader.problem("more than " + MAX_BYTES + " bytes");
    } else {
      reader.lines(new String(dbc.toArray(), StandardCharsets.ISO_8859_1));
    }
    if (!reader.problems.isEmpty()) {
      throw new InvalidSourceException(reader.problems);
    }
    Map<String, CanMessage> messages = new LinkedHashMap<>();
    reader.drafts.forEach((id, draft) -> messages.put(draft.name, draft.message(id)));
    return messages;
  }

  private void lines(String text) {
    for (String each : text.lines().toList()) {
      line = each;
      number++;
      if (each.startsWith("BO_ ")) {
        message(MESSAGE.matcher(each));
      } else if (each.stripLeading().startsWith("SG_ ")) {
        signal(SIGNAL.matcher(each));
      } else if (each.startsWith("SIG_VALTYPE_ ")) {
        leaveOut(FLOAT.matcher(each));
      }
    }
  }

  private void message(Matcher parts) {
    open = null;
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > MAX_FRAME_BYTES) {
      problem("a message, e.g. BO_ 291 Name: 8 Sender, is expected here");
    } else if (drafts.size() == MAX_MESSAGES) {
      problem("more than " + MAX_MESSAGES + " messages");
    } else {
      open = new Draft(parts.group(2), Integer.parseInt(parts.group(3)));
      boolean fresh = names.add(parts.group(2));
      if (!fresh || drafts.putIfAbsent(Long.parseLong(parts.group(1)), open) != null) {
        problem("the message is here twice");
      }
    }
  }

  private void signal(Matcher parts) {
    Draft message = open;
    if (message == null || !parts.matches()) {
      problem("a signal, e.g. SG_ Name : 0|8@1+ (1,0) [0|255] \"\" Receiver, is expected here");
      return;
    }
    if (parts.group(2) != null && parts.group(2).matches("m\\d+M")) {
      return;
    }
    try {
      CanSignal signal = signal(parts, message.lengthBytes);
      if (message.signals.size() == MAX_SIGNALS) {
        problem("more than " + MAX_SIGNALS + " signals in a message");
      } else if (message.signals.putIfAbsent(signal.name(), signal) != null) {
        problem("the signal is here twice");
      } else if ("M".equals(parts.group(2))) {
        select(message, signal);
      }
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
    }
  }

  private void select(Draft message, CanSignal signal) {
    if (message.selector != null) {
      problem("a message has one selector");
    }
    message.selector = signal;
  }

  private static CanSignal signal(Matcher parts, int lengthBytes) {
    var bits =
        new BitLayout(
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)),
            parts.group(5).equals("0"),
            parts.group(6).equals("-"));
    // The message of signals that are in no message has no bytes.
    if (lengthBytes > 0 && !bits.fits(lengthBytes)) {
      throw new IllegalArgumentException("the message has " + lengthBytes + " bytes, too few");
    }
    return new CanSignal(
        parts.group(1), bits, number(parts.group(7)), number(parts.group(8)), when(parts.group(2)));
  }

  private static OptionalInt when(@Nullable String multiplexing) {
    return multiplexing == null || multiplexing.equals("M")
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(multiplexing.substring(1)));
  }

  private static BigDecimal number(String text) {
    String number = text.strip();
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("'" + number + "' is not a number, e.g. 0.01");
    }
    return new BigDecimal(number);
  }

  private void leaveOut(Matcher parts) {
    Draft message = parts.matches() ? drafts.get(Long.parseLong(parts.group(1))) : null;
    if (message != null) {
      message.signals.remove(parts.group(2));
    }
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      String excerpt = line.length() <= MAX_EXCERPT ? line.replaceAll("\\p{Cntrl}", " ") : "";
      problems.add(new Problem(name, Math.max(1, number), 1, text, excerpt));
    }
  }
}
