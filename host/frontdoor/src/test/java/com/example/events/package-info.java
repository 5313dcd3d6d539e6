/** Functions as a customer writes them for events: loaded by the runtime, never by a test. */
package com.example.events;
