package dev.breakwater.cli.onshore;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manifests say only what the schema of Flink's operator knows, in its types: {@code
 * FlinkDeployment}s as a whole, other kinds by their pod templates, whose schema it holds too.
 */
class KubernetesTest {
  private static final Path MANIFESTS = Path.of("../deploy/kubernetes");
  private static final String SCHEMA = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final int MAX_SCHEMA_CHARS = 1 << 20;

  private final Object schema = schema();

  @Test
  void flinkDeployments_obeyTheOperatorsSchema() throws Exception {
    List<Object> found = manifests("FlinkDeployment");
    assertThat(found).hasSize(2);
    for (Object each : found) {
      // The newest of these schemas that is published is older than the operator for Flink 2.1.
      assertThat(problems(at(each, "spec"), at(schema, "properties", "spec"), "spec"))
          .containsExactly("spec.flinkVersion: v2_1");
    }
  }

  @Test
  void podTemplates_obeyTheSchemaOfPods() throws Exception {
    List<Object> found = new ArrayList<>(manifests("StatefulSet"));
    found.addAll(manifests("Deployment"));
    assertThat(found).hasSize(3);
    Object pod = at(schema, "properties", "spec", "properties", "podTemplate");
    for (Object each : found) {
      Object spec = at(each, "spec", "template", "spec");
      assertThat(problems(spec, at(pod, "properties", "spec"), "template.spec")).isEmpty();
    }
  }

  @Test
  void configurationInTheManifests_isOneThatTheProcessesRead() throws Exception {
    String yaml = (String) at(manifests("ConfigMap").get(0), "data", "cloud.yaml");
    var read =
        CloudConfiguration.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "cloud.yaml");
    assertThat(read.get(ReceiverSection.SECTION).nodes()).isPresent();
    assertThat(read.get(ConsoleSection.SECTION).certificate()).isPresent();
  }

  @Test
  void schema_knowsAMistake() {
    Object spec = at(schema, "properties", "spec");
    assertThat(problems(Map.of("imagee", "x"), spec, "spec"))
        .containsExactly("spec.imagee is not known");
    assertThat(problems(Map.of("image", 3), spec, "spec")).containsExactly("spec.image: string");
    assertThat(problems(Map.of("flinkVersion", "v9"), spec, "spec"))
        .containsExactly("spec.flinkVersion: v9");
  }

  /** Strict where Kubernetes prunes: a field that the schema does not name is a mistake. */
  private static List<String> problems(Object value, Object schema, String place) {
    List<String> problems = new ArrayList<>();
    Object options = field(schema, "enum").orElse(List.of(value));
    if (!((List<?>) options).contains(value)) {
      problems.add(place + ": " + value);
    }
    String type = (String) field(schema, "type").orElse("");
    boolean either = field(schema, "x-kubernetes-int-or-string").isPresent();
    if (!either && !fits(value, type)) {
      problems.add(place + ": " + type);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, part) -> problems.addAll(part(place + "." + name, name, part, schema)));
    } else if (value instanceof List<?> list) {
      list.forEach(part -> problems.addAll(problems(part, at(schema, "items"), place + "[]")));
    }
    return problems;
  }

  private static List<String> part(String place, Object name, Object part, Object schema) {
    Optional<Object> known =
        field(schema, "properties")
            .flatMap(all -> field(all, String.valueOf(name)))
            .or(() -> field(schema, "additionalProperties"));
    boolean free = field(schema, "x-kubernetes-preserve-unknown-fields").isPresent();
    if (known.isEmpty()) {
      return free ? List.of() : List.of(place + " is not known");
    }
    return problems(part, known.get(), place);
  }

  private static boolean fits(Object value, String type) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List;
      case "object" -> value instanceof Map;
      default -> true;
    };
  }

  private static Optional<Object> field(Object mapping, String name) {
    return mapping instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
  }

  private static Object at(Object root, String... path) {
    Object found = root;
    for (String name : path) {
      found = field(found, name).orElseThrow(() -> new AssertionError("no " + name));
    }
    return found;
  }

  private static Object schema() {
    try (InputStream in = requireNonNull(KubernetesTest.class.getResourceAsStream(SCHEMA))) {
      Object crd = documents(new String(in.readAllBytes(), StandardCharsets.UTF_8)).get(0);
      Object version = ((List<?>) at(crd, "spec", "versions")).get(0);
      return at(requireNonNull(version), "schema", "openAPIV3Schema");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Object> manifests(String kind) throws IOException {
    List<Object> found = new ArrayList<>();
    try (var files = Files.list(MANIFESTS)) {
      for (Path file : files.sorted().toList()) {
        documents(Files.readString(file)).stream()
            .filter(each -> at(each, "kind").equals(kind))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static List<Object> documents(String yaml) {
    var settings = LoadSettings.builder().setCodePointLimit(MAX_SCHEMA_CHARS).build();
    List<Object> documents = new ArrayList<>();
    new Load(settings).loadAllFromString(yaml).forEach(documents::add);
    return documents;
  }
}
