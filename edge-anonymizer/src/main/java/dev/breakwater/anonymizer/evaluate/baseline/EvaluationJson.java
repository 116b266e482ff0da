package dev.breakwater.anonymizer.evaluate.baseline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.Rate;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An evaluation as a JSON document: everything that is in it, and how it came about. Pictures are
 * named, not shown.
 */
public final class EvaluationJson {
  /** Of this form; a reader refuses others. */
  static final int VERSION = 1;

  static final String STANDARD = "GB/T 44464-2024";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EvaluationJson() {}

  /**
   * Returns the document.
   *
   * @param how what was scored: program, models, parameters, labels
   */
  public static String text(Evaluation evaluation, Map<String, String> how) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.put("version", VERSION).put("standard", STANDARD);
    ObjectNode parameters = document.putObject("how");
    new TreeMap<>(how).forEach(parameters::put);
    document.put("passes", evaluation.passes()).put("certified", evaluation.isCertified());
    document.put("pictures", evaluation.pictures());
    ArrayNode classes = document.putArray("classes");
    evaluation.scores().forEach(score -> put(classes.addObject(), score));
    ArrayNode buckets = document.putArray("buckets");
    evaluation.buckets().forEach(bucket -> put(buckets.addObject(), bucket));
    ArrayNode tracks = document.putArray("tracks");
    evaluation.tracks().forEach(track -> put(tracks.addObject(), track));
    ArrayNode rules = document.putArray("sample");
    evaluation.rules().forEach(rule -> put(rules.addObject(), rule));
    ArrayNode withheld = document.putArray("withheld");
    evaluation.withheld().forEach(picture -> put(withheld.addObject(), picture));
    ArrayNode objects = document.putArray("objects");
    evaluation.objects().forEach(object -> put(objects.addObject(), object));
    ArrayNode masks = document.putArray("false_masks");
    evaluation.falseMasks().forEach(mask -> put(masks.addObject(), mask));
    return JSON.writeValueAsString(document) + "\n";
  }

  private static void put(ObjectNode node, Evaluation.ClassScore score) {
    node.put("class", name(score.kind())).put("passes", score.passes());
    put(node.putObject("detection"), score.detection());
    node.put("withheld", score.withheld());
    put(node.putObject("false_detection"), score.falseDetection());
    ArrayNode chances = node.putArray("pass_chances");
    score
        .passChances()
        .forEach(
            chance ->
                chances
                    .addObject()
                    .put("objects", chance.objects())
                    .put("at_rate", chance.atRate())
                    .put("at_lower_bound", chance.atLowerBound()));
  }

  /** A rate of nothing has no value. */
  private static void put(ObjectNode node, Rate rate) {
    node.put("hits", rate.hits()).put("all", rate.all());
    if (!rate.isEmpty()) {
      node.put("rate", rate.value()).put("lower", rate.lower()).put("upper", rate.upper());
    }
  }

  private static void put(ObjectNode node, Evaluation.Bucket bucket) {
    node.put("by", name(bucket.by())).put("name", bucket.name());
    node.put("class", name(bucket.kind()));
    put(node.putObject("detection"), bucket.detection());
    put(node.putObject("false_detection"), bucket.falseDetection());
  }

  private static void put(ObjectNode node, Evaluation.TrackScore track) {
    node.put("class", name(track.kind()));
    put(node.putObject("leaked"), track.leaked());
    node.put("longest_run_frames", track.longestRunFrames());
  }

  private static void put(ObjectNode node, Evaluation.SampleRule rule) {
    node.put("clause", rule.clause()).put("asks", rule.asks());
    node.put("found", rule.found()).put("met", rule.met());
  }

  private static void put(ObjectNode node, Evaluation.WithheldPicture picture) {
    node.put("file", picture.file()).put("frame", picture.frame());
    node.put("reason", picture.reason()).put("objects", picture.objects());
  }

  private static void put(ObjectNode node, ScoredObject scored) {
    LabelledObject object = scored.object();
    node.put("file", scored.file()).put("frame", scored.frame());
    node.put("class", name(object.kind()));
    put(node.putArray("corners"), object.corners());
    node.put("visible", object.visible());
    node.put("track", object.track()).put("plate_kind", object.plateKind());
    node.put("coverage", scored.coverage()).put("outcome", name(scored.outcome()));
  }

  private static void put(ObjectNode node, Evaluation.FalseMask mask) {
    MaskedArea area = mask.mask();
    node.put("file", mask.file()).put("frame", mask.frame());
    node.put("class", name(area.kind())).put("shape", name(area.shape()));
    put(node.putArray("corners"), area.corners());
    if (mask.exception() != null) {
      node.put("exception", mask.exception());
    }
  }

  private static void put(ArrayNode node, List<Corner> corners) {
    corners.forEach(corner -> node.addArray().add(corner.x()).add(corner.y()));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
