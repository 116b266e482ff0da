package dev.breakwater.cli;

import dev.breakwater.agent.statutory.packet.Line;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.agent.statutory.packet.PacketReader;
import dev.breakwater.agent.statutory.packet.WrongPacketException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a packet, field by field. */
@Command(
    name = "decode",
    description = {
      "Prints every field of one packet of GB/T 32960.3, 2016 or 2025: where it is, its bytes, what"
          + " they mean, and the table that says so. Of a wrong packet, names the first field that"
          + " is wrong.",
      "VIN and passwords are not shown. A table that was not read in the standard is marked"
          + " 'unverified'."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:the packet is right", "1:it is wrong", "2:the command is"})
final class StatutoryDecodeCommand implements Callable<Integer> {
  /** The longest file that is looked at, bytes: hexadecimal, with spaces and line ends. */
  private static final int MAX_FILE_BYTES = 4 * Packet.MAX_BYTES;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");
  private static final int SHOWN_BYTES = 8;

  @Parameters(
      paramLabel = "HEX|FILE",
      description = "the packet in hexadecimal, or a file with it in hexadecimal or as it is")
  private String packet = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try {
      var reading = PacketReader.read(bytes());
      PrintWriter out = spec.commandLine().getOut();
      reading.lines().forEach(line -> out.println(text(line)));
      out.println("A right packet: " + reading.packet() + ".");
      out.println("[unverified]: nobody here has read the table in the standard itself.");
      return 0;
    } catch (WrongPacketException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private static String text(Line line) {
    String hex = HexFormat.ofDelimiter(" ").formatHex(line.bytes().toArray());
    boolean secret = line.text().equals("not shown");
    boolean whole = line.bytes().length() <= SHOWN_BYTES;
    String shown = secret ? "-" : whole ? hex : hex.substring(0, 3 * SHOWN_BYTES) + "...";
    boolean unverified = !line.source().standing().text().isEmpty();
    return "%5d  %-44s %-26s %-30s %s%s"
        .formatted(
            line.offset(),
            line.field(),
            shown,
            line.text(),
            line.source(),
            unverified ? " [unverified]" : "");
  }

  private Bytes bytes() throws IOException, CommandFailedException {
    String inline = SPACE.matcher(packet).replaceAll("");
    if (HEX.matcher(inline).matches()) {
      return Bytes.of(HexFormat.of().parseHex(inline));
    }
    Path file = file();
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new CommandFailedException(
          file + " is larger than " + MAX_FILE_BYTES + " bytes.", "Give one packet.", 2);
    }
    byte[] content = Files.readAllBytes(file);
    String text = SPACE.matcher(new String(content, StandardCharsets.ISO_8859_1)).replaceAll("");
    return Bytes.of(HEX.matcher(text).matches() ? HexFormat.of().parseHex(text) : content);
  }

  private Path file() throws CommandFailedException {
    try {
      Path file = Path.of(packet);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // It is no file, whatever it is.
    }
    throw new CommandFailedException(
        "'" + packet + "' is neither a packet in hexadecimal nor a file.",
        "Write e.g. 2323 07 FE ..., or name a file.",
        2);
  }
}
