package dev.breakwater.ingest.job;

import dev.breakwater.policy.compare.Shadow;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.jspecify.annotations.Nullable;

/**
 * What the shadow policies of a job's parts found, as Flink carries it to whoever asks: the lines of
 * {@link Shadow.Report}, of each part one after the other. They are read off when Flink sends them,
 * so that no item waits for them.
 */
public final class ShadowLines implements Accumulator<String, ArrayList<String>> {
  /** By which a job's accumulators are known. */
  public static final String NAME = "shadow";

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Shadow shadow;
  private ArrayList<String> lines = new ArrayList<>();

  ShadowLines(@Nullable Shadow shadow) {
    this.shadow = shadow;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    lines = getLocalValue();
    out.defaultWriteObject();
  }

  @Override
  public void add(String line) {
    lines.add(line);
  }

  @Override
  public ArrayList<String> getLocalValue() {
    return shadow == null ? lines : new ArrayList<>(shadow.report().lines());
  }

  @Override
  public void resetLocal() {
    lines = new ArrayList<>();
  }

  @Override
  public void merge(Accumulator<String, ArrayList<String>> other) {
    List<String> more = other.getLocalValue();
    lines.addAll(more);
  }

  @Override
  public ShadowLines clone() {
    var copy = new ShadowLines(null);
    copy.lines = new ArrayList<>(getLocalValue());
    return copy;
  }
}
