package dev.breakwater.anonymizer.frame;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a camera is: {@code rtsp://[USER:PASSWORD@]HOST[:PORT]/PATH}, the same with {@code rtsps},
 * or {@code /dev/videoN}. It never shows the credentials in it.
 */
public final class CameraAddress {
  /** Longer addresses are none. */
  static final int MAX_LENGTH = 2048;

  private static final Pattern RTSP =
      Pattern.compile("(rtsps?://)([^/?#]*@)?([^/?#@\\s]+)([^?#\\s]*)([?#]\\S*)?");
  private static final Pattern DEVICE = Pattern.compile("/dev/video\\d{1,3}");

  private final String text;
  private final String label;
  private final boolean device;

  private CameraAddress(String text, String label, boolean device) {
    this.text = text;
    this.label = label;
    this.device = device;
  }

  /** Returns the address; empty if the text is none. */
  public static Optional<CameraAddress> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (DEVICE.matcher(text).matches()) {
      return Optional.of(new CameraAddress(text, text, true));
    }
    Matcher rtsp = RTSP.matcher(lowerScheme(text));
    if (!rtsp.matches()) {
      return Optional.empty();
    }
    // Some cameras want user and password in the path, as name=value.
    String path = rtsp.group(4).contains("=") ? "/..." : rtsp.group(4);
    String label = rtsp.group(1) + rtsp.group(3) + path;
    return Optional.of(new CameraAddress(rtsp.group(), label, false));
  }

  private static String lowerScheme(String text) {
    int end = Math.max(0, text.indexOf("://"));
    return text.substring(0, end).toLowerCase(Locale.ROOT) + text.substring(end);
  }

  /** Returns what may be shown: the address without credentials and query. */
  public String label() {
    return label;
  }

  /** Returns the full address, which may hold a password: only for connecting. */
  String secretText() {
    return text;
  }

  /** Asks whether it is a device of this machine (V4L2). */
  boolean isDevice() {
    return device;
  }

  Path devicePath() {
    return Path.of(text);
  }

  @Override
  public String toString() {
    return label;
  }
}
