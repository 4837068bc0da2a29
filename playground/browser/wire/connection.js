// The websocket of one run: says the token first, comes back after a loss, and is quiet when it is closed on purpose.

const UNKNOWN_TOKEN = 4404;
const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;

export class Connection {
  /**
   * `on.lost()` comes once per loss, `on.unknown()` when the server does not know the run.
   * @param {string} address @param {string} token @param {Heard} on
   */
  constructor(address, token, on) {
    this.address = address;
    this.token = token;
    this.on = on;
    this.wait = FIRST_WAIT;
    this.closed = false;
    this.lost = false;
    this.connect();
  }

  connect() {
    if (this.closed) return;
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ token: this.token }));
    socket.onmessage = (event) => {
      if (this.closed || socket !== this.socket || typeof event.data === "string") return;
      if (this.wait !== FIRST_WAIT || !this.opened) {
        this.wait = FIRST_WAIT;
        this.opened = true;
        this.lost = false;
        this.on.open();
      }
      this.on.message(event.data);
    };
    socket.onclose = (event) => {
      if (this.closed || socket !== this.socket) return;
      this.opened = false;
      if (event.code === UNKNOWN_TOKEN) {
        this.closed = true;
        this.on.unknown();
        return;
      }
      if (!this.lost) {
        this.lost = true;
        this.on.lost();
      }
      this.timer = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(this.wait * 1.7, LONGEST_WAIT);
    };
  }

  /** False when there is nobody to hear it. @param {Order | (Question & { id: string })} command */
  send(command) {
    if (this.closed || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(command));
    return true;
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
