package dev.kiln.frontdoor.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;

/**
 * Passes on all that it does not override. Netty's own adapter says by annotations which of its
 * methods do nothing else; to read them, the JDK makes classes in which the first answer would be
 * milliseconds later.
 */
abstract class InboundHandler implements ChannelInboundHandler {

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // Nothing is due.
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        // Nothing is due.
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        context.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        context.fireChannelUnregistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.fireChannelWritabilityChanged();
    }

    // Not in a handler of what comes in: there the interface has it anew.
    @SuppressWarnings("deprecation")
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
        context.fireExceptionCaught(problem);
    }
}
