package dev.breakwater.console.map;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The operator's map: an ES module that draws places, and the files beside it. Who asks for a file
 * names one of the list that was made at the start; no name of a request ever becomes a path.
 * Immutable, safe for use by several threads.
 */
public final class MapPlugin {
  /** The most that a directory may hold, everything counted. */
  static final int MAX_FILES = 20_000;

  static final int MAX_FILE_BYTES = 8 << 20;
  private static final String PREFIX = "/api/map/";
  private static final String REST = "*";
  private static final String MODULE = "map.js";
  private static final int MAX_DEPTH = 8;

  /** No part begins with a dot: what is hidden is not served. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){0,7}");

  /** No page of its own: what draws is called by the console's page. */
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "geojson", "application/geo+json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "jpg", "image/jpeg",
          "webp", "image/webp",
          "pbf", "application/octet-stream");

  private final Map<String, Path> files;
  private final Offer offer;

  /**
   * What a page needs to know of the map.
   *
   * @param module its address on the console's own host
   * @param reviewNumber is shown wherever the map is
   */
  public record Offer(String module, String reviewNumber) {}

  private MapPlugin(Map<String, Path> files, String module, ReviewNumber number) {
    this.files = Map.copyOf(files);
    this.offer = new Offer(PREFIX + module, number.text());
  }

  /**
   * Finds the files of a map.
   *
   * @param place the module alone, or a directory with {@code map.js} and what it needs
   * @throws IOException if there is no module, or more or larger files than are served
   */
  public static MapPlugin open(Path place, ReviewNumber number) throws IOException {
    boolean isFolder = Files.isDirectory(place);
    Path module = isFolder ? place.resolve(MODULE) : place;
    String name = String.valueOf(module.getFileName());
    if (!Files.isRegularFile(module)) {
      throw new IOException(module + ": no module of a map is there");
    }
    if (!name.endsWith(".js") || !NAME.matcher(name).matches()) {
      throw new IOException(module + ": the module of a map has a plain name that ends in .js");
    }
    // A module that was named itself may lie beside keys: nothing else of its directory is served.
    Map<String, Path> files =
        isFolder ? below(place.toRealPath()) : Map.of(name, module.toRealPath());
    if (!files.containsKey(name)) {
      throw new IOException(module + ": leads out of its directory");
    }
    for (Path file : files.values()) {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IOException("%s: larger than %d bytes".formatted(file, MAX_FILE_BYTES));
      }
    }
    return new MapPlugin(files, name, number);
  }

  /** A link may lead to another file below the root, as those of a mounted volume do. */
  private static Map<String, Path> below(Path root) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    int seen = 0;
    try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
      for (Iterator<Path> each = all.iterator(); each.hasNext(); ) {
        Path file = each.next();
        if (++seen > MAX_FILES) {
          throw new IOException("%s: more than %d files".formatted(root, MAX_FILES));
        }
        String name = root.relativize(file).toString();
        if (type(name).isPresent()
            && Files.isRegularFile(file)
            && file.toRealPath().startsWith(root)) {
          files.put(name, file.toRealPath());
        }
      }
    }
    return files;
  }

  /** Returns the type of a file; empty if none of that name is served. */
  private static Optional<String> type(String name) {
    return NAME.matcher(name).matches()
        ? Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
        : Optional.empty();
  }

  public Offer offer() {
    return offer;
  }

  /** Returns how many files are served. */
  public int size() {
    return files.size();
  }

  /**
   * Returns the one route by which the files are read.
   *
   * @param roles who may see the map
   */
  public Route route(Set<Role> roles) {
    return Route.get(PREFIX + REST, roles, call -> answer(call.path().getOrDefault(REST, "")));
  }

  private Answer answer(String name) throws IOException {
    Path file = files.get(name);
    Optional<String> type = type(name);
    if (file == null || type.isEmpty()) {
      return new Answer.Problem(404, "not-found", "The map has no such file.");
    }
    return new Answer.Download(name.substring(name.lastIndexOf('/') + 1), type.get(), read(file));
  }

  /** It may have grown since the start. */
  private static Bytes read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
      if (content.length > MAX_FILE_BYTES) {
        throw new IOException("%s: larger than %d bytes".formatted(file, MAX_FILE_BYTES));
      }
      return Bytes.of(content);
    }
  }
}
