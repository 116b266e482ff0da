package dev.breakwater.agent.plan;

import dev.breakwater.policy.bundle.PeriodReader;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the YAML form of a plan; every problem of the file is found in one pass. */
final class PlanReader {
  /** The most signals, or categories of them, that a plan names. */
  static final int MAX_SIGNALS = 1000;

  /** The most samples of a signal, or frames, in a second. */
  static final double MAX_HERTZ = 1000;

  private static final int MAX_CAMERAS = 16;
  private static final double MIN_HERTZ = 0.001;
  private static final Set<String> FIELDS =
      Set.of(
          "plan",
          "purpose",
          "from",
          "to",
          "priority",
          "when",
          "before",
          "after",
          "signals",
          "cameras");
  private static final Set<String> SIGNAL = Set.of("path", "type", "category", "max-hz");
  private static final Set<String> CAMERA = Set.of("sensor", "max-hz");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}(\\.[A-Za-z][A-Za-z0-9_]{0,63}){0,15}");
  private static final Pattern SENSOR = Pattern.compile("exterior\\.[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern HERTZ = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");

  private final Source source;
  private final Catalog catalog;

  private PlanReader(Source source, Catalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  static CollectionPlan read(Bytes yaml, String name, Catalog catalog)
      throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var reader = new PlanReader(source, catalog);
    var plan = Fields.of(source, source.root(), FIELDS).flatMap(reader::plan);
    source.refuseIfBroken();
    return plan.orElseThrow(() -> new IllegalStateException("no plan, and no problem named"));
  }

  private Optional<CollectionPlan> plan(Fields fields) {
    int before = source.problems();
    var id = fields.one("plan", Fields::id);
    var purpose = fields.one("purpose", Fields::id);
    Optional<Period> inForce = PeriodReader.closed(fields);
    var priority = fields.one("priority", text -> Fields.named(Priority.class, text));
    List<SignalChoice> signals = signals(fields);
    List<CameraChoice> cameras = cameras(fields);
    if (signals.isEmpty() && cameras.isEmpty() && source.problems() == before) {
      fields.problem("plan", "the plan asks for no signal and no camera");
    }
    if (!cameras.isEmpty() && fields.given("when").isEmpty()) {
      fields.problem("cameras", "continuous video does not leave a car: say 'when'");
    }
    var trigger = new TriggerReader(source, fields).trigger(signals);
    if (source.problems() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new CollectionPlan(
            id.orElseThrow(),
            purpose.orElseThrow(),
            inForce.orElseThrow(),
            priority.orElseThrow(),
            signals,
            cameras,
            trigger.orElse(null)));
  }

  private List<SignalChoice> signals(Fields fields) {
    List<SignalChoice> signals = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Node node : given(fields, "signals", MAX_SIGNALS)) {
      Optional<Fields> entry = Fields.of(source, node, SIGNAL);
      Optional<SignalChoice> choice = entry.flatMap(each -> signal(node, each));
      choice.ifPresent(signals::add);
      if (choice.orElse(null) instanceof SignalChoice.OfPath one && !named.add(one.path())) {
        source.problem(node, one.path() + " is here twice");
      }
    }
    return signals;
  }

  private List<Node> given(Fields fields, String field, int limit) {
    return fields.given(field).isEmpty() ? List.of() : fields.elements(field, limit);
  }

  private Optional<SignalChoice> signal(Node node, Fields fields) {
    var hertz = hertz(fields);
    boolean byPath = fields.given("path").isPresent();
    if (byPath == fields.given("category").isPresent()) {
      source.problem(node, "a path or a category, and not both, is expected here");
      return Optional.empty();
    }
    if (!byPath) {
      var pattern = fields.one("category", this::pattern);
      return pattern.flatMap(p -> hertz.map(hz -> new SignalChoice.OfCategory(p, hz)));
    }
    var path = fields.one("path", this::path);
    var type =
        fields.given("type").isEmpty()
            ? Optional.of(SignalType.NUMBER)
            : fields.one("type", text -> Fields.named(SignalType.class, text));
    return path.flatMap(p -> type.flatMap(t -> hertz.map(hz -> new SignalChoice.OfPath(p, t, hz))));
  }

  private List<CameraChoice> cameras(Fields fields) {
    List<CameraChoice> cameras = new ArrayList<>();
    for (Node node : given(fields, "cameras", MAX_CAMERAS)) {
      Optional<Fields> entry = Fields.of(source, node, CAMERA);
      entry
          .flatMap(each -> each.one("sensor", PlanReader::sensor))
          .flatMap(sensor -> entry.flatMap(this::hertz).map(hz -> new CameraChoice(sensor, hz)))
          .ifPresent(cameras::add);
    }
    return cameras;
  }

  private Optional<Double> hertz(Fields fields) {
    return fields.given("max-hz").isEmpty()
        ? Optional.of(MAX_HERTZ)
        : fields.one("max-hz", PlanReader::hertz);
  }

  private static double hertz(String text) {
    double hertz = HERTZ.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (hertz < MIN_HERTZ || hertz > MAX_HERTZ) {
      throw new IllegalArgumentException(
          "a number of times a second from " + MIN_HERTZ + " to 1000 is expected here");
    }
    return hertz;
  }

  private String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException("not a VSS path: '" + text + "'");
    }
    if (catalog.categoryOf(text).equals(Catalog.UNKNOWN)) {
      throw new IllegalArgumentException("the catalog does not cover " + text);
    }
    return text;
  }

  private CategoryPattern pattern(String text) {
    var pattern = new CategoryPattern(text);
    if (catalog.categories().stream().noneMatch(pattern::matches)) {
      throw new IllegalArgumentException("'" + text + "' matches no category of the catalog");
    }
    return pattern;
  }

  // There is no way out of the car for a cabin camera.
  private static String sensor(String text) {
    if (!SENSOR.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an exterior camera, e.g. exterior.front, is expected here");
    }
    return text;
  }
}
