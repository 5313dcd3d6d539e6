package dev.kiln.frontdoor.invokeapi;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.TraceHeader;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.hosting.HostedFunctions;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.Conversation;
import dev.kiln.frontdoor.http.Endpoint;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.LogTail;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request to AWS's Invoke API, {@code POST /2015-03-31/functions/{name}/invocations}, as far as
 * its caller waits for the result.
 */
public final class InvokeEndpoint implements Endpoint {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private static final String ROUTE = "/2015-03-31/functions/{FunctionName}/invocations";

    private final String path;
    private final HostedFunctions functions;
    private final DoorSettings settings;
    private final Clock clock;
    private final IdSource ids;
    private final String requestId;

    private volatile @Nullable CompletableFuture<Outcome> running;

    /**
     * To be used for one request only.
     *
     * @param path of the request, not decoded, for which {@link #isAt} holds
     */
    public InvokeEndpoint(
            String path,
            HostedFunctions functions,
            DoorSettings settings,
            IdSource ids,
            Clock clock) {
        this.path = path;
        this.functions = functions;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.requestId = ids.uuid();
    }

    /** Whether a path, not decoded, is that of the operation. */
    public static boolean isAt(String path) {
        return InvokeRequest.isAt(path);
    }

    /** What a caller of an operation that nobody offers gets. */
    public static OutboundResponse unknownOperation(String requestId) {
        return ApiError.unknownOperation().response(requestId);
    }

    @Override
    public int maxBodyBytes() {
        return functions.maxPayloadBytes();
    }

    @Override
    public void onBody(Conversation conversation, byte[] body) {
        var traced = conversation.trace();
        if (traced.isPresent()) {
            traced.get().route(ROUTE);
        }
        try {
            if (!settings.invokeApi()) {
                throw new ApiException(
                        ApiError.notFound(
                                "The Invoke API is switched off here, because it reaches functions"
                                        + " past every gateway. The setting kiln.invoke-api=open"
                                        + " switches it on."));
            }
            invoke(conversation, body);
        } catch (ApiException e) {
            conversation.answer(e.error().response(requestId));
        }
    }

    private void invoke(Conversation conversation, byte[] body) throws ApiException {
        var request = InvokeRequest.read(conversation.request(), path);
        var target = target(request.address());
        var traced = conversation.trace();
        if (traced.isPresent()) {
            traced.get().serves(target.function().name());
        }
        switch (request.type()) {
            case DRY_RUN -> conversation.answer(noContent());
            case EVENT ->
                    throw new ApiException(
                            ApiError.invalidParameter(
                                    "InvocationType Event is not offered; use RequestResponse."));
            case REQUEST_RESPONSE -> invoke(target, request, conversation, payload(target, body));
        }
    }

    private FunctionTarget target(FunctionAddress address) throws ApiException {
        return FunctionTarget.find(address, functions, settings.anyFunctionName());
    }

    private static byte[] payload(FunctionTarget target, byte[] body) throws ApiException {
        if (body.length > target.function().maxPayloadBytes()) {
            throw new ApiException(ApiError.tooLarge(target.function().maxPayloadBytes()));
        }
        if (body.length == 0) {
            return EMPTY_OBJECT;
        }
        var problem = JsonCheck.problemWith(body);
        if (problem.isPresent()) {
            throw new ApiException(
                    ApiError.invalidContent(
                            "Could not parse request body into json: Could not parse payload into"
                                    + " json: "
                                    + problem.get()));
        }
        return body;
    }

    private void invoke(
            FunctionTarget target, InvokeRequest request, Conversation conversation, byte[] event) {
        var trace = traceHeader(conversation);
        var tail = request.wantsLog() ? Optional.of(new LogTail()) : Optional.<LogTail>empty();
        var outcome =
                target.function()
                        .invoker()
                        .invoke(
                                new Invocation(
                                                requestId,
                                                event,
                                                Optional.empty(),
                                                target.arn(),
                                                request.clientContext(),
                                                Optional.empty(),
                                                request.tenantId(),
                                                Optional.of(trace),
                                                tail)
                                        .withTrace(conversation.invocationTrace("other")));
        running = outcome;
        var _ =
                outcome.whenComplete((ended, problem) -> {
                    if (ended != null) {
                        conversation.guarded(() ->
                                conversation.answer(
                                        answer(ended, new Facts(target.version(), trace, tail))));
                    } else if (problem != null) {
                        conversation.failed(problem);
                    }
                });
    }

    private String traceHeader(Conversation conversation) {
        return conversation.trace().isPresent()
                ? conversation.trace().get().header()
                : TraceHeader.of(HttpMapper.headers(conversation.request()), ids, clock.instant());
    }

    /** What is said of an invocation beside its result. */
    private record Facts(String version, String trace, Optional<LogTail> tail) {}

    private OutboundResponse answer(Outcome outcome, Facts facts) {
        // Not a case of the switch: its bootstrap would be a part of the first answer.
        return outcome instanceof Outcome.Succeeded success
                ? ok(success.result(), false, facts)
                : answerFailure(outcome, facts);
    }

    private OutboundResponse answerFailure(Outcome outcome, Facts facts) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> ok(result, false, facts);
            case Outcome.FunctionError(var error, _, _, _) -> ok(error, true, facts);
            case Outcome.TimedOut(var limit) -> ok(timedOut(limit), true, facts);
            case Outcome.Throttled _ -> ApiError.throttled().response(requestId);
        };
    }

    private byte[] timedOut(Duration limit) {
        if (!settings.oldTimeoutFormat()) {
            return ErrorPayload.timedOut(requestId, limit).error();
        }
        var message =
                clock.instant().truncatedTo(ChronoUnit.MILLIS)
                        + " "
                        + requestId
                        + " Task timed out after "
                        + ErrorPayload.seconds(limit)
                        + " seconds";
        return ("{\"errorMessage\":" + ErrorPayload.quote(message) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private OutboundResponse ok(byte[] body, boolean failed, Facts facts) {
        var headers = new ArrayList<HeaderField>(8);
        headers.add(new HeaderField("x-amzn-RequestId", requestId));
        headers.add(new HeaderField("x-amzn-Remapped-Content-Length", "0"));
        headers.add(new HeaderField("X-Amz-Executed-Version", facts.version()));
        headers.add(new HeaderField("X-Amzn-Trace-Id", facts.trace()));
        if (failed) {
            headers.add(new HeaderField("X-Amz-Function-Error", "Unhandled"));
        }
        if (facts.tail().isPresent()) {
            var log = Base64.getEncoder().encodeToString(facts.tail().get().bytes());
            headers.add(new HeaderField("X-Amz-Log-Result", log));
        }
        return Answers.of(200, "application/json", headers, body);
    }

    private OutboundResponse noContent() {
        return new OutboundResponse(
                204, List.of(new HeaderField("x-amzn-RequestId", requestId)), new byte[0]);
    }

    @Override
    public void onTooLarge(Conversation conversation) {
        var error =
                conversation.request().method() == HttpMethod.POST
                        ? ApiError.tooLarge(maxBodyBytes())
                        : ApiError.methodNotAllowed();
        conversation.answer(error.response(requestId));
    }

    @Override
    public OutboundResponse onStalled() {
        return Answers.plain(408, "The rest of the request did not arrive in time.");
    }

    @Override
    public void onHangUp() {
        var invocation = running;
        if (invocation != null) {
            // Takes it out of the queue; a handler that runs is left alone.
            invocation.cancel(false);
        }
    }
}
