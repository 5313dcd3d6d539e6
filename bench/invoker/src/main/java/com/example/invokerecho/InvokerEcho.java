package com.example.invokerecho;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** Answers the body and the content type of its call. */
public final class InvokerEcho implements HttpFunction {

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        request.getContentType().ifPresent(response::setContentType);
        request.getInputStream().transferTo(response.getOutputStream());
    }
}
