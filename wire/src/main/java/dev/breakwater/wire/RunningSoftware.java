package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Says which release of the agent and which models run in a car from now on; travels in the control
 * lane and ends in the audit log.
 *
 * @param version of the agent, as it says itself
 * @param release digest of the signed list of the release; {@link Digest#ZERO} if it is none
 * @param models those that may anonymize, in their order
 * @param fromMillis when they were started for the first time, Unix milliseconds
 */
public record RunningSoftware(
    String version, Digest release, List<RunningModel> models, long fromMillis) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.software";

  /** The most models. */
  public static final int MAX_MODELS = 32;

  private static final int MAX_BYTES = 8 << 10;

  private static final Codec<RunningSoftware> CODEC =
      new Codec<>("running-software.avsc", MAX_BYTES, RunningSoftware::fromAvro);

  /**
   * A model that may anonymize.
   *
   * @param model digest of its file
   * @param certificate digest of its passing test; {@link Digest#ZERO} if the bundle in force asks
   *     for none
   */
  public record RunningModel(Digest model, Digest certificate) {}

  /**
   * @throws IllegalArgumentException if there are too many models
   */
  public RunningSoftware {
    models = List.copyOf(models);
    if (models.size() > MAX_MODELS) {
      throw new IllegalArgumentException("at most " + MAX_MODELS + " models run in a car");
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("version", version);
    record.put("release", release.value().asBuffer());
    record.put("models", models.stream().map(RunningSoftware::toAvro).toList());
    record.put("fromMillis", fromMillis);
    return CODEC.encode(record);
  }

  private static GenericRecord toAvro(RunningModel running) {
    var element = CODEC.blankElement("models");
    element.put("model", running.model().value().asBuffer());
    element.put("certificate", running.certificate().value().asBuffer());
    return element;
  }

  /**
   * @throws WireFormatException if {@code bytes} do not say what runs
   */
  public static RunningSoftware decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static RunningSoftware fromAvro(GenericRecord record) {
    return new RunningSoftware(
        Codec.string(record, "version"),
        Codec.digest(record, "release"),
        Codec.list(record, "models", element -> model((GenericRecord) element)),
        Codec.number(record, "fromMillis"));
  }

  private static RunningModel model(GenericRecord element) {
    return new RunningModel(Codec.digest(element, "model"), Codec.digest(element, "certificate"));
  }
}
