package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignatureType;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a C2SP tlog-policy file, line by line, and collects all its mistakes. The file is octets:
 * names are compared as such, so it is read as ISO 8859-1.
 */
final class PolicyParser {
  static final int MAX_LINES = 4096;

  private static final Pattern WORD = Pattern.compile("[^ \t]+");
  private static final Pattern THRESHOLD = Pattern.compile("[1-9][0-9]{0,3}");

  private final String name;
  private final List<String> problems = new ArrayList<>();
  private final List<VerifierKey> logs = new ArrayList<>();
  private final List<PolicyFile.WitnessPlace> places = new ArrayList<>();
  private final Map<String, Quorum> defined = new HashMap<>();
  private final Set<String> grouped = new HashSet<>();
  private final Set<Bytes> keys = new HashSet<>();
  private @Nullable Quorum quorum;

  PolicyParser(String name) {
    this.name = name;
  }

  PolicyFile parse(Bytes content) throws PolicyFileException {
    String[] lines =
        new String(content.toArray(), StandardCharsets.ISO_8859_1).split("\n", MAX_LINES + 1);
    if (content.length() > PolicyFile.MAX_BYTES || lines.length > MAX_LINES) {
      throw new PolicyFileException(List.of(name + ":1:1: the file is too long"));
    }
    for (int i = 0; i < lines.length; i++) {
      read(i + 1, lines[i]);
    }
    if (logs.isEmpty() || quorum == null) {
      problems.add(name + ":" + lines.length + ":1: a policy has a log line and a quorum line");
    }
    if (!problems.isEmpty() || quorum == null) {
      throw new PolicyFileException(problems);
    }
    return new PolicyFile(logs, quorum, places);
  }

  private void read(int number, String line) {
    List<Word> words = words(line);
    try {
      if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
        throw new Mistake(1, "control character");
      }
      if (!words.isEmpty() && !words.get(0).text.startsWith("#")) {
        define(words);
      }
    } catch (Mistake mistake) {
      String caret = " ".repeat(mistake.column - 1) + "^";
      String place = name + ":" + number + ":" + mistake.column + ": ";
      problems.add(place + mistake.getMessage() + "\n" + line + "\n" + caret);
    }
  }

  private void define(List<Word> words) throws Mistake {
    switch (words.get(0).text) {
      case "log" -> log(words);
      case "witness" -> witness(words);
      case "group" -> group(words);
      case "quorum" -> quorum(words);
      default -> throw words.get(0).mistake("a line begins with log, witness, group or quorum");
    }
  }

  /** {@code log <vkey> [<url>]}; a key of SM2 is one that others do not know. */
  private void log(List<Word> words) throws Mistake {
    requireCount(words, 2, 3, "log <vkey> [<url>]");
    logs.add(key(words.get(1), EnumSet.of(SignatureType.ED25519, SignatureType.SM2)));
  }

  /** {@code witness <name> <vkey> [<url>]}. */
  private void witness(List<Word> words) throws Mistake {
    requireCount(words, 3, 4, "witness <name> <vkey> [<url>]");
    VerifierKey key = key(words.get(2), EnumSet.of(SignatureType.COSIGNATURE));
    define(words.get(1), new Quorum.Witness(key));
    if (words.size() == 4) {
      places.add(new PolicyFile.WitnessPlace(key, url(words.get(3))));
    }
  }

  private static URI url(Word word) throws Mistake {
    try {
      URI url = new URI(word.text);
      String scheme = String.valueOf(url.getScheme());
      if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw word.mistake("no URL");
    }
    throw word.mistake("a URL begins with http:// or https:// and a host");
  }

  /** {@code group <name> all|any|<k> <name>...}. */
  private void group(List<Word> words) throws Mistake {
    requireCount(words, 4, Integer.MAX_VALUE, "group <name> all|any|<k> <name>...");
    List<Quorum> members = new ArrayList<>();
    for (Word member : words.subList(3, words.size())) {
      members.add(known(member));
      if (!grouped.add(member.text)) {
        throw member.mistake("is a member of a group already");
      }
    }
    define(words.get(1), new Quorum.Group(threshold(words.get(2), members.size()), members));
  }

  /** {@code quorum <name>|none}. */
  private void quorum(List<Word> words) throws Mistake {
    requireCount(words, 2, 2, "quorum <name>");
    if (quorum != null) {
      throw words.get(0).mistake("a second quorum line");
    }
    Word word = words.get(1);
    quorum = word.text.equals("none") ? new Quorum.None() : known(word);
  }

  private void define(Word word, Quorum meaning) throws Mistake {
    if (word.text.equals("none") || defined.putIfAbsent(word.text, meaning) != null) {
      throw word.mistake("the name is taken");
    }
  }

  private Quorum known(Word word) throws Mistake {
    Quorum meaning = defined.get(word.text);
    if (meaning == null) {
      throw word.mistake("no witness or group of this name above");
    }
    return meaning;
  }

  private VerifierKey key(Word word, Set<SignatureType> types) throws Mistake {
    byte[] octets = word.text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      var key = VerifierKey.parse(new String(octets, StandardCharsets.UTF_8));
      if (!types.contains(key.type())) {
        throw word.mistake("the key is for signatures of another type");
      }
      if (!keys.add(key.publicKey())) {
        throw word.mistake("the key occurs twice");
      }
      return key;
    } catch (NoteException e) {
      throw word.mistake(String.valueOf(e.getMessage()));
    }
  }

  private static int threshold(Word word, int members) throws Mistake {
    int threshold =
        switch (word.text) {
          case "any" -> 1;
          case "all" -> members;
          default -> THRESHOLD.matcher(word.text).matches() ? Integer.parseInt(word.text) : 0;
        };
    if (threshold < 1 || threshold > members) {
      throw word.mistake("a threshold is any, all, or 1 to the number of members");
    }
    return threshold;
  }

  private static void requireCount(List<Word> words, int min, int max, String form) throws Mistake {
    if (words.size() < min || words.size() > max) {
      throw words.get(0).mistake("the line is " + form);
    }
  }

  private static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(new Word(matcher.group(), matcher.start() + 1));
    }
    return words;
  }

  private record Word(String text, int column) {
    Mistake mistake(String problem) {
      return new Mistake(column, problem);
    }
  }

  private static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    private Mistake(int column, String problem) {
      super(problem);
      this.column = column;
    }
  }
}
