package dev.breakwater.audit.evidence;

import dev.breakwater.wire.Digest;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of the files in a pack. */
final class PackFiles {
  static final String MANIFEST = "manifest";
  static final String README = "README.txt";

  /** These two prove that the log has the pack; so the manifest cannot have their digests. */
  static final String DISCLOSURE_PROOF = "disclosure.tlog-proof";

  static final String DISCLOSURE_OPENING = "disclosure.opening";

  static final String PROOF = ".tlog-proof";
  static final String OPENING = ".opening";
  static final String ITEM = ".item";
  static final String POLICY = "policy/";

  /** A token is named by the digest of the checkpoint text that it stamps. */
  static final Pattern TIMESTAMP = Pattern.compile("timestamps/([0-9a-f]{64})\\.tst");

  static final Pattern ENTRY = Pattern.compile("entries/([0-9]{12})\\.(tlog-proof|opening|item)");
  static final Pattern ATTACHMENT =
      Pattern.compile("(policy|models|notices|documents)/[A-Za-z0-9][A-Za-z0-9._-]{0,120}");

  private PackFiles() {}

  static String timestamp(Digest checkpoint) {
    return "timestamps/" + checkpoint.hex() + ".tst";
  }

  /** Returns the name of an entry's files without their ending. */
  static String entry(long index) {
    return String.format(Locale.ROOT, "entries/%012d", index);
  }
}
