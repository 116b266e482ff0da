package dev.breakwater.ingest.job;

import dev.breakwater.policy.compare.Shadow;
import java.io.IOException;
import java.io.ObjectOutputStream;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.jspecify.annotations.Nullable;

/**
 * What the shadow policies of a job's parts found, as Flink carries it to whoever asks: the lines
 * of {@link Shadow.Report}, of each part one after the other. They are read off when Flink sends
 * them, so that no item waits for them.
 */
public final class ShadowLines implements Accumulator<String, String> {
  /** By which a job's accumulators are known. */
  public static final String NAME = "shadow";

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Shadow shadow;
  private String lines = "";

  ShadowLines(@Nullable Shadow shadow) {
    this.shadow = shadow;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    lines = getLocalValue();
    out.defaultWriteObject();
  }

  @Override
  public void add(String more) {
    lines += more;
  }

  @Override
  public String getLocalValue() {
    return shadow == null ? lines : String.join("\n", shadow.report().lines()) + "\n";
  }

  @Override
  public void resetLocal() {
    lines = "";
  }

  @Override
  public void merge(Accumulator<String, String> other) {
    lines += other.getLocalValue();
  }

  @Override
  public ShadowLines clone() {
    var copy = new ShadowLines(null);
    copy.lines = getLocalValue();
    return copy;
  }
}
