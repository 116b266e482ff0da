package dev.breakwater.cli;

import dev.breakwater.agent.survey.SensitiveAreas;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The sensitive areas of a car, as a paper of the compliance office: who may sign the car's next
 * policy bundle signs them. Who could change the file could take pictures where none may be taken.
 */
final class SignedAreas {
  private SignedAreas() {}

  /**
   * Reads the areas.
   *
   * @param file a signed note, whose text is the YAML of areas
   * @param now when the keys that signed must be in force
   * @throws CommandFailedException if the car has no key of the office, the file is not signed by
   *     it or was changed, or it has a mistake
   */
  static SensitiveAreas read(Path file, CarPolicies policies, Instant now)
      throws IOException, CommandFailedException {
    PolicyFiles.requireFile(file, "Name the signed file of areas, or none.");
    KeyRing office =
        policies
            .office()
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        file + ": no key is pinned that could have signed it.",
                        "Put the compliance office's keys into keys.yaml of the policy directory.",
                        2));
    try {
      Bytes yaml = OfficeNote.verified(BundleDirectory.read(file), office, now);
      return SensitiveAreas.load(yaml, file.toString());
    } catch (BundleRefusedException e) {
      // Fail closed: areas that somebody else drew are none (Auto Provisions Art. 3(1)).
      throw new CommandFailedException(
          file + " is refused: " + e.getMessage() + ".",
          "Have the compliance office sign it: 'breakwater cloud export sign'.",
          2);
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          e.problems().get(0) + ".", "Correct the file of areas, and have it signed again.", 2);
    }
  }
}
