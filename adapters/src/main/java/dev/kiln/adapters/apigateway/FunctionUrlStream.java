package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.adapters.ResponseReceiver;
import dev.kiln.adapters.StreamedResponse;
import java.util.Arrays;

/** A Function URL's response in invoke mode {@code RESPONSE_STREAM}. */
final class FunctionUrlStream implements StreamedResponse {

    private enum State {
        /** What came so far may be a prelude. */
        UNDECIDED,
        BODY,
        /** There is no body, or none that the client shall see. */
        DISCARDING
    }

    private final Prelude prelude;
    private final FunctionUrlAnswers answers;
    private final ProblemSink problems;
    private final ResponseReceiver receiver;

    private State state = State.UNDECIDED;
    private byte[] held = new byte[512];
    private int count;
    private int nuls;

    FunctionUrlStream(
            Prelude prelude,
            FunctionUrlAnswers answers,
            ProblemSink problems,
            ResponseReceiver receiver) {
        this.prelude = prelude;
        this.answers = answers;
        this.problems = problems;
        this.receiver = receiver;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (state == State.UNDECIDED && count == 0 && length > 0 && bytes[offset] != '{') {
            send(prelude.none());
        }
        var taken = 0;
        while (state == State.UNDECIDED && taken < length) {
            hold(bytes[offset + taken]);
            taken++;
        }
        if (state == State.BODY && taken < length) {
            receiver.body(bytes, offset + taken, length - taken);
        }
    }

    @Override
    public void end() {
        if (state == State.UNDECIDED) {
            beginWithout();
        }
    }

    private void hold(byte next) {
        if (count == held.length) {
            held = Arrays.copyOf(held, count * 2);
        }
        held[count++] = next;
        if (next == 0) {
            nuls++;
        }
        var brokenDelimiter = next != 0 && nuls > 0;
        if (nuls == Prelude.DELIMITER) {
            begin();
        } else if (brokenDelimiter || count == Prelude.LONGEST) {
            beginWithout();
        }
    }

    private void begin() {
        try {
            var head = prelude.read(Arrays.copyOf(held, count - Prelude.DELIMITER));
            if (head.isPresent()) {
                send(head.get());
            } else {
                beginWithout();
            }
        } catch (MalformedResultException e) {
            problems.report(
                    answers.requestId(), "Prelude of the streamed response: " + e.problem());
            refuse(answers.badGateway());
        }
    }

    private void beginWithout() {
        send(prelude.none());
        if (state == State.BODY && count > 0) {
            receiver.body(held, 0, count);
        }
    }

    private void send(Prelude.Head head) {
        state = head.lines().allowBody(head.status()) ? State.BODY : State.DISCARDING;
        receiver.head(head.status(), head.lines().beforeStream(head.status()));
    }

    private void refuse(OutboundResponse answer) {
        state = State.DISCARDING;
        receiver.head(answer.status(), answer.headers());
        if (answer.body().length > 0) {
            receiver.body(answer.body(), 0, answer.body().length);
        }
    }
}
