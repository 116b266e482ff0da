package dev.breakwater.agent.capture.can;

import dev.breakwater.agent.capture.LineReader;
import dev.breakwater.agent.capture.TraceLine;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of {@code candump -L}: {@code (1436509052.249713) can0 123#2A366C2BBA}. The drive
 * starts with the first frame. Used by one thread.
 */
public final class CandumpLines implements LineReader {
  private static final long EXTENDED = 1L << 31;
  private static final int EXTENDED_DIGITS = 8;
  private static final Pattern FRAME =
      Pattern.compile(
          "\\((\\d{1,12})\\.(\\d{6})\\)\\s+\\S{1,32}\\s+([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})"
              + "#(?:#[0-9A-Fa-f])?((?:[0-9A-Fa-f]{2}){0,64})(?:\\s+[RT])?\\s*");

  private final CanSignals signals;

  // When the first frame was seen, milliseconds; -1 before it.
  private long startMillis = -1;

  public CandumpLines(CanSignals signals) {
    this.signals = signals;
  }

  @Override
  public List<TraceLine> read(byte[] line) {
    Matcher frame = FRAME.matcher(new String(line, StandardCharsets.ISO_8859_1));
    if (!frame.matches()) {
      return unreadable("the line is not a frame of candump -L");
    }
    long millis = Long.parseLong(frame.group(1)) * 1000 + Long.parseLong(frame.group(2)) / 1000;
    startMillis = startMillis < 0 ? millis : startMillis;
    byte[] data = HexFormat.of().parseHex(frame.group(4));
    var mapped = signals.of(id(frame.group(3)));
    if (mapped.isEmpty()) {
      return unreadable("no signal of the frame is mapped");
    }
    return samples(millis - startMillis, mapped.get(), data);
  }

  private static long id(String hex) {
    long id = Long.parseLong(hex, 16);
    return hex.length() == EXTENDED_DIGITS ? id | EXTENDED : id;
  }

  private static List<TraceLine> samples(long millis, CanSignals.Mapped mapped, byte[] data) {
    var selector = mapped.message().selector();
    if (selector.isPresent() && !selector.get().bits().fits(data.length)) {
      return unreadable("the frame is too short");
    }
    BigInteger selected = selector.map(each -> each.bits().read(data)).orElse(BigInteger.ZERO);
    List<TraceLine> samples = new ArrayList<>();
    for (Map.Entry<String, CanSignal> wanted : mapped.signals().entrySet()) {
      CanSignal signal = wanted.getValue();
      if (signal.isThere(selected)) {
        samples.add(
            signal.bits().fits(data.length)
                ? TraceLine.of(millis, wanted.getKey(), signal.value(data))
                : new TraceLine.Unreadable("the frame is too short"));
      }
    }
    return samples.isEmpty() ? unreadable("no signal of the frame is mapped") : samples;
  }

  private static List<TraceLine> unreadable(String reason) {
    return List.of(new TraceLine.Unreadable(reason));
  }
}
