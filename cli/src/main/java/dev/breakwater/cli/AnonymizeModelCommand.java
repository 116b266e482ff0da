package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.DecodeFamily;
import dev.breakwater.anonymizer.detect.DescriptorDraft;
import dev.breakwater.anonymizer.detect.DescriptorException;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.ModelTrust;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prepares models from outside. */
@Command(
    name = "model",
    description = "Prepares a model of your own for --model.",
    mixinStandardHelpOptions = true)
final class AnonymizeModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "describe",
      description = {
        "Prints the descriptor of a model, with its SHA-256 and its known answer.",
        "Of FILE.onnx by what is usual in its family: save it as NAME.yaml beside the file and"
            + " change what is otherwise. Of NAME.yaml the same again with digest and known answer"
            + " renewed, which is needed after every change of the input.",
        "Families: street (grids s8, s16, s32), yunet (cls_8 ... bbox_32), rfb (boxes, scores). A"
            + " model computing with 8-bit integers inside is described like any other."
      },
      mixinStandardHelpOptions = true)
  void describe(
      @Parameters(paramLabel = "FILE.onnx|NAME.yaml") Path file,
      @Option(names = "--family", description = "${COMPLETION-CANDIDATES}; for FILE.onnx")
          @Nullable DecodeFamily family)
      throws CommandFailedException {
    try {
      out().print(describe(file, family, file.toString().endsWith(".yaml")));
      out().flush();
    } catch (DescriptorException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(
          String.valueOf(e.getMessage()) + ".", "Check the file, the family and the input.");
    }
  }

  private static String describe(Path file, @Nullable DecodeFamily family, boolean draft)
      throws CommandFailedException, DescriptorException, ModelRejectedException {
    if (draft) {
      return DescriptorDraft.complete(file);
    }
    if (family == null) {
      throw new CommandFailedException(
          file + ": what family is it?", "Give --family street, yunet or rfb.", 2);
    }
    return DescriptorDraft.of(file, family);
  }

  @Command(
      name = "sign",
      description = {
        "Signs a descriptor, and with it the model file whose digest it pins: NAME.yaml.sig.",
        "Only a model that runs and gives its known answer is signed."
      },
      mixinStandardHelpOptions = true)
  void sign(
      @Parameters(paramLabel = "NAME.yaml") Path yaml,
      @Option(
              names = "--signing-key",
              paramLabel = "FILE",
              required = true,
              description = "made by 'breakwater anonymize keygen'")
          Path key)
      throws IOException, CommandFailedException {
    try {
      Path signature = write(yaml, AnonymizeKeys.signer(key).sign(statement(yaml)));
      out().println("signature in " + signature);
      out().flush();
    } catch (DescriptorException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private static String statement(Path yaml)
      throws IOException, DescriptorException, ModelRejectedException {
    NetworkDetector.open(ModelDescriptor.read(yaml, ModelTrust.unsigned())).close();
    return ModelTrust.statement(Files.readAllBytes(yaml));
  }

  private static Path write(Path yaml, String note) throws IOException {
    Path signature = yaml.resolveSibling(yaml.getFileName() + ModelTrust.SIGNATURE_ENDING);
    Path draft = signature.resolveSibling(signature.getFileName() + ".draft");
    try {
      Files.writeString(draft, note);
      Files.move(draft, signature, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return signature;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
