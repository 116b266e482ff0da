package dev.breakwater.agent.notice;

/** What a notice has to tell, item by item (Auto Provisions Art. 7). */
public enum NoticeItem {
  /** (1) The kinds of personal information. */
  TYPES("types"),
  /** (2) When each is collected, and how to stop it. */
  SITUATIONS("situations"),
  /** (3) Purpose, use and manner of processing. */
  USE("use"),
  /** (4) Where and how long it is stored, or the rule for it. */
  STORAGE("storage"),
  /** (5) How to see, copy and delete it in the car, and ask for deletion of what was sent out. */
  RIGHTS("rights"),
  /** (6) Name and contact of whom to ask about one's rights. */
  CONTACT("contact"),
  /** (7) What else laws and regulations want told. */
  OTHER("other");

  private final String id;

  NoticeItem(String id) {
    this.id = id;
  }

  /** Returns its name in a notice's file. */
  public String id() {
    return id;
  }
}
