package dev.breakwater.agent.uplink;

import dev.breakwater.agent.egress.SentLedger;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.WireFormatException;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;

/** Counts every CoAP message that is given to DTLS, repeated ones too, and what they are about. */
final class SentMessages extends MessageInterceptorAdapter {
  private static final String MANIFEST = "segment manifest";

  private final SentLedger ledger;

  SentMessages(SentLedger ledger) {
    this.ledger = ledger;
  }

  /** Counts what is about to be sent, in as many messages as it takes. */
  void about(Delivery delivery, Bytes body) {
    switch (delivery.kind()) {
      case MANIFEST -> ledger.content(MANIFEST, body.length());
      case ITEM -> ledger.content(category(body), body.length());
    }
  }

  private static String category(Bytes item) {
    try {
      return Item.decode(item).category();
    } catch (WireFormatException e) {
      throw new IllegalStateException("the outbox holds items only", e);
    }
  }

  @Override
  public void sendRequest(Request request) {
    count(request);
  }

  @Override
  public void sendResponse(Response response) {
    count(response);
  }

  @Override
  public void sendEmptyMessage(EmptyMessage message) {
    count(message);
  }

  private void count(Message message) {
    byte[] bytes = message.getBytes();
    if (bytes != null) {
      ledger.message(bytes.length);
    }
  }
}
