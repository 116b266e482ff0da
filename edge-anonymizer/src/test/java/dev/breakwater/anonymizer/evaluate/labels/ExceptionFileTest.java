package dev.breakwater.anonymizer.evaluate.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.evaluate.Exceptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExceptionFileTest {
  @TempDir private Path folder;

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("exceptions.json"), text.replace('\'', '"'));
  }

  @Test
  void file_ofOneObject_isRead() throws Exception {
    Path file = write("[{'file':'a.jpg','class':'face','x':1,'y':2,'w':3,'h':4,'why':'a poster'}]");
    assertThat(ExceptionFile.read(file).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.why()).isEqualTo("a poster");
              assertThat(entry.object().box()).isEqualTo(new Box(1, 2, 3, 4));
              assertThat(entry.frame()).isZero();
            });
    assertThat(ExceptionFile.read(write("[]"))).isEqualTo(Exceptions.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}",
        "[{'file':'a','class':'face','x':1,'y':2,'w':3,'h':4}]",
        "[{'file':'a','class':'hat','x':1,'y':2,'w':3,'h':4,'why':'b'}]",
        "[{'file':'a','class':'face','x':1,'y':2,'w':-3,'h':4,'why':'b'}]",
        "[{'file':'a','class':'face','x':1,'y':2,'w':3,'h':4,'why':'b','because':'c'}]",
        "[",
      })
  void file_malformed_isRefusedWithItsPlace(String text) throws Exception {
    Path file = write(text);
    var refusal =
        catchThrowableOfType(LabelsRejectedException.class, () -> ExceptionFile.read(file));
    assertThat(refusal.problems()).singleElement().asString().startsWith(file.toString());
  }
}
