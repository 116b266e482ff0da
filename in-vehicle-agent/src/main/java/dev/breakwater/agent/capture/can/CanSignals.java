package dev.breakwater.agent.capture.can;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which signals of a CAN bus are which vehicle signals. Immutable. */
public final class CanSignals {
  private static final int MAX_SIGNALS = 10_000;
  private static final Set<String> FILE = Set.of("signals");
  private static final Set<String> SIGNAL = Set.of("path", "message", "signal");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}(\\.[A-Za-z0-9_]{1,63}){0,15}");

  private final Map<Long, Mapped> byId;

  /**
   * A message and what is wanted of it.
   *
   * @param signals by their VSS path
   */
  record Mapped(CanMessage message, Map<String, CanSignal> signals) {}

  private CanSignals(Map<Long, Mapped> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads a map from YAML: {@code signals: [{path: Vehicle.Speed, message: Motion, signal:
   * Speed}]}, the names as in the DBC file.
   *
   * @param name of the map's file, for messages
   * @param dbcName of the DBC file, for messages
   * @throws InvalidSourceException with every problem of the DBC file, or of the map
   */
  public static CanSignals load(Bytes yaml, String name, Bytes dbc, String dbcName)
      throws InvalidSourceException {
    Map<String, CanMessage> messages = DbcReader.read(dbc, dbcName);
    var source = Source.read(yaml, name);
    Map<Long, Mapped> byId = new LinkedHashMap<>();
    List<Node> nodes =
        Fields.of(source, source.root(), FILE)
            .map(fields -> fields.elements("signals", MAX_SIGNALS))
            .orElse(List.of());
    for (Node node : nodes) {
      Fields.of(source, node, SIGNAL).ifPresent(fields -> add(fields, messages, byId));
    }
    source.refuseIfBroken();
    return new CanSignals(byId);
  }

  private static void add(Fields fields, Map<String, CanMessage> messages, Map<Long, Mapped> byId) {
    var path = fields.one("path", CanSignals::path);
    var message = fields.one("message", text -> named(messages, text));
    Optional<CanSignal> signal =
        message.flatMap(found -> fields.one("signal", text -> named(found.signals(), text)));
    if (path.isEmpty() || signal.isEmpty()) {
      return;
    }
    Map<String, CanSignal> wanted =
        byId.computeIfAbsent(
                message.get().id(), id -> new Mapped(message.get(), new LinkedHashMap<>()))
            .signals();
    if (wanted.putIfAbsent(path.get(), signal.get()) != null) {
      fields.problem("path", "the path is here twice");
    }
  }

  private static String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException("not a VSS path: '" + text + "'");
    }
    return text;
  }

  private static <T> T named(Map<String, T> all, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "the DBC file has no '"
              + name
              + "' here that can be read (no floats, no selectors below selectors)");
    }
    return found;
  }

  /** Returns what is wanted of the message of that number, empty if nothing is. */
  Optional<Mapped> of(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the VSS paths, for people to see. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    byId.values().forEach(mapped -> paths.addAll(mapped.signals().keySet()));
    return paths.stream().sorted().toList();
  }
}
