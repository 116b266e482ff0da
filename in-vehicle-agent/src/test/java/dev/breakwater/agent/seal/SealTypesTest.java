package dev.breakwater.agent.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What may not leave the car does not compile (Auto Provisions Art. 6(1), 8)")
class SealTypesTest {
  private static final String CODE =
      """
      import dev.breakwater.agent.decide.*;
      import dev.breakwater.agent.cabin.*;
      import dev.breakwater.agent.plan.*;
      import dev.breakwater.agent.seal.*;
      import dev.breakwater.anonymizer.frame.*;
      import dev.breakwater.anonymizer.gate.*;
      import dev.breakwater.wire.*;
      class Snippet {
        void leave(Sealer sealer, Cleared cleared, Collected collected, Signal signal,
            CabinSensor cabin, Frame frame, SafeFrame safeFrame, SafeClip clip, Bytes bytes,
            PreTriggerRing<Permitted.OfFrame> ring, CabinSample sample, ReleasedExcerpt released) {
          %s;
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealer.seal(cleared, signal)",
        "sealer.seal(cleared, cleared, clip)",
        "ring.add(new Permitted.OfFrame(collected, safeFrame))",
        "sealer.seal(released)",
      })
  void sealer_whatThePolicyAndTheGateLetPass_compiles(String call) {
    assertThat(problems(call)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealer.seal(cleared, cabin)",
        "sealer.seal(cleared, sample)",
        "sealer.seal(sample)",
        "sealer.seal(cleared, frame)",
        "sealer.seal(cleared, safeFrame)",
        "sealer.seal(cleared, bytes)",
        "sealer.seal(cleared, cleared, frame)",
        "sealer.stays(cabin)",
        "sealer.seal(collected, signal)",
        "ring.add(frame)",
        "ring.add(new Permitted.OfFrame(collected, frame))",
        "new Permitted.OfSignal(signal, \"vehicle.motion.speed\", Lane.BULK, signal)",
      })
  void sealer_anythingElse_doesNotCompile(String call) {
    assertThat(problems(call)).contains("cannot be converted").doesNotContain("package");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Cleared(collected, \"cabin.camera\", java.util.List.of(), null, null)",
        "new Collected(\"p\", java.time.Instant.EPOCH, java.util.List.of())",
        "new SafeClip(null, null)",
        "new ReleasedExcerpt(cleared, null)",
      })
  void passes_madeByAnybodyElse_doNotCompile(String expression) {
    assertThat(problems("Object forged = " + expression)).contains("is not public");
  }

  private static String problems(String statement) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    List<String> options =
        List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-implicit:none");
    var task =
        compiler.getTask(
            null, null, diagnostics, options, null, List.of(source(CODE.formatted(statement))));
    task.setLocale(Locale.ROOT);
    boolean compiled = task.call();
    String errors =
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
            .collect(Collectors.joining("\n"));
    assertThat(compiled).isEqualTo(errors.isEmpty());
    return errors;
  }

  private static JavaFileObject source(String code) {
    return new SimpleJavaFileObject(
        URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
