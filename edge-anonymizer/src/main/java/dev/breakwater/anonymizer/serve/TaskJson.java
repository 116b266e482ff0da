package dev.breakwater.anonymizer.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.serve.ServedTask.Part;
import dev.breakwater.anonymizer.serve.ServedTask.Status;
import java.util.Locale;

/** What a client reads about its task. */
final class TaskJson {
  private TaskJson() {}

  static String path(ServedTask task) {
    return "/v1/task/" + task.id();
  }

  static ObjectNode of(ServedTask task) {
    Status status = task.status();
    ObjectNode json = Reply.object();
    json.put("id", task.id());
    json.put("state", status.state().text());
    json.put("method", task.method().name().toLowerCase(Locale.ROOT));
    json.put("frames", status.counts().frames());
    json.put("frames_expected", status.counts().expected());
    json.put("frames_withheld", status.counts().withheld());
    json.put("face_masks", status.counts().faces());
    json.put("plate_masks", status.counts().plates());
    if (status.expiresAt() != null) {
      json.put("expires_at", status.expiresAt().toString());
    }
    if (status.problem() != null) {
      json.put("error", status.problem().error());
      json.put("remedy", status.problem().remedy());
    }
    ObjectNode links = json.putObject("links");
    links.put("self", path(task));
    for (Part part : Part.values()) {
      String name = part.name().toLowerCase(Locale.ROOT);
      task.find(part).ifPresent(file -> links.put(name, path(task) + "/" + name));
    }
    return json;
  }
}
