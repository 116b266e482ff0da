package dev.breakwater.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Digest;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final String EXAMPLE = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

  @Test
  @DisplayName("C2SP tlog-checkpoint: the example is read and written")
  void parse_example_isReadAndWritten() throws NoteException {
    Checkpoint checkpoint = Checkpoint.parse(EXAMPLE);

    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.text()).isEqualTo(EXAMPLE);
  }

  @Test
  void parse_extensionLines_areKept() throws NoteException {
    assertThat(Checkpoint.parse(EXAMPLE + "more\n").extensions()).containsExactly("more");
    assertThat(Checkpoint.parse(EXAMPLE + "more\n").text()).isEqualTo(EXAMPLE + "more\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n\n",
        "o\n1\n",
        "o\n1\n" + ROOT,
        "o\n01\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n\n" + ROOT + "\n",
        "\n1\n" + ROOT + "\n",
        "o\n1000000000000000000\n" + ROOT + "\n",
        "o\n1\nAAAA\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\n" + ROOT + "\n\n",
        "o\n1\n" + ROOT + "\n\nx\n",
      })
  void parse_anyOtherForm_isRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(NoteException.class);
  }

  @Test
  void open_checkpointOfAnotherOrigin_isRefused() {
    SignerKey key = SignerKey.generate("log.example/one", new SecureRandom());
    var other = new Checkpoint("log.example/two", 0, Digest.ZERO);

    assertThatThrownBy(() -> Checkpoint.open(key.sign(other.text()).encode(), key.verifierKey()))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("log.example/two");
  }

  @Test
  void open_checkpointOfAnotherKey_isRefused() {
    SignerKey key = SignerKey.generate("log.example/one", new SecureRandom());
    SignerKey forger = SignerKey.generate("log.example/one", new SecureRandom());
    var forged = new Checkpoint("log.example/one", 0, Digest.ZERO);

    assertThatThrownBy(
            () -> Checkpoint.open(forger.sign(forged.text()).encode(), key.verifierKey()))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void checkpoint_lineBreakInALine_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a\nb", 0, Digest.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", -1, Digest.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checkpoint("a", 0, Digest.ZERO, List.of("")));
  }
}
