package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import java.io.IOException;
import java.nio.file.Path;

/** A broker with our topics; tells its address. */
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    var broker = EmbeddedBroker.start(Path.of(args[0]));
    TopicSetup.apply(broker.bootstrapServers(), (short) 1);
    ChildJvm.ready(broker.bootstrapServers());
  }
}
