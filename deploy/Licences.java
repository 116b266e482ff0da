import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Collects the licences of the jars that are shipped: {@code java deploy/Licences.java LIB OUT}.
 * OUT/licences.txt has a line for each jar of LIB: name, licence, where the text is. The texts and
 * notices are those that the jars themselves contain, in OUT/JAR/. What a licence is called says
 * the jar's pom, or its parent's, in the local Maven repository. The same jars give the same files.
 */
public final class Licences {
  private static final String XXE = "http://apache.org/xml/features/disallow-doctype-decl";
  private static final String OURS = "META-INF/maven/dev.breakwater/";
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)(META-INF/(.*/)?)?(licen[cs]es?|notices?|copying|copyright|thirdpartynotices)"
              + "([-._][^/]*)?(\\.txt|\\.md|\\.html)?|META-INF/licen[cs]es?/.*[^/]|about\\.html");

  private final Path repository =
      Path.of(
          System.getProperty(
              "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
  private final Path out;
  private List<Path> downloaded = List.of();

  private Licences(Path out) {
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: java deploy/Licences.java LIB OUT");
      System.exit(2);
    }
    try {
      new Licences(Path.of(args[1])).collect(Path.of(args[0]));
    } catch (UnknownLicenceException e) {
      System.err.println("licences: " + e.getMessage());
      System.exit(1);
    }
  }

  private static final class UnknownLicenceException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownLicenceException(String jar) {
      super(
          jar
              + " has no pom with a licence in the local Maven repository: build the product"
              + " first");
    }
  }

  private void collect(Path lib) throws Exception {
    try (Stream<Path> files = Files.walk(repository)) {
      downloaded = files.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
    }
    List<Path> jars;
    try (Stream<Path> files = Files.list(lib)) {
      jars = files.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
    }
    Files.createDirectories(out);
    List<String> lines = new ArrayList<>();
    for (Path jar : jars) {
      lines.add(line(jar));
    }
    Files.write(out.resolve("licences.txt"), lines);
  }

  private String line(Path path) throws Exception {
    String name = path.getFileName().toString().replaceFirst("\\.jar$", "");
    try (var jar = new JarFile(path.toFile())) {
      boolean ours = jar.stream().anyMatch(each -> each.getName().startsWith(OURS));
      String licence = ours ? "Apache-2.0" : named(name);
      int texts = copyTexts(jar, out.resolve(name));
      String where = texts > 0 ? name + "/" : ours ? "LICENSE" : "the jar has no text";
      return name + " | " + licence + " | " + where;
    }
  }

  /** Returns how many there are. */
  private static int copyTexts(JarFile jar, Path directory) throws IOException {
    List<? extends ZipEntry> texts =
        jar.stream()
            .filter(each -> !each.isDirectory() && TEXT.matcher(each.getName()).matches())
            .filter(each -> !each.getName().toLowerCase(Locale.ROOT).endsWith(".class"))
            .sorted(Comparator.comparing(ZipEntry::getName))
            .toList();
    for (ZipEntry text : texts) {
      // One name a file also where letters' case does not count.
      Path file = directory.resolve(text.getName().replace('/', '.'));
      Files.createDirectories(directory);
      try (var in = jar.getInputStream(text)) {
        byte[] content = in.readAllBytes();
        while (Files.exists(file)) {
          file = file.resolveSibling(file.getFileName() + "_");
        }
        Files.write(file, content);
      }
    }
    return texts.size();
  }

  /** The pom lies beside the jar that was downloaded; their folders name artifact and version. */
  private String named(String name) throws Exception {
    for (Path jar : downloaded) {
      if (jar.endsWith(name + ".jar")) {
        Path version = jar.getParent();
        String artifact = version.getParent().getFileName() + "-" + version.getFileName();
        return licence(version.resolve(artifact + ".pom"), name);
      }
    }
    throw new UnknownLicenceException(name);
  }

  private String licence(Path pom, String name) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XXE, true);
    Element project = factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    List<Element> licences = children(children(project, "licenses"), "license");
    if (!licences.isEmpty()) {
      return licences.stream()
          .map(each -> (text(each, "name") + " " + text(each, "url")).strip())
          .collect(Collectors.joining("; "));
    }
    for (Element parent : children(project, "parent")) {
      String version = text(parent, "version");
      String artifact = text(parent, "artifactId");
      Path above =
          repository
              .resolve(text(parent, "groupId").replace('.', '/'))
              .resolve(artifact)
              .resolve(version)
              .resolve(artifact + "-" + version + ".pom");
      if (Files.exists(above)) {
        return licence(above, name);
      }
    }
    throw new UnknownLicenceException(name);
  }

  private static List<Element> children(List<Element> parents, String name) {
    return parents.stream().flatMap(each -> children(each, name).stream()).toList();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .map(each -> each.getTextContent().strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElse("");
  }
}
