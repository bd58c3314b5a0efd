using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Traces and figures of all services, by OpenTelemetry. One trace follows a comment from its reader's request to the site: its
/// context travels in outbox rows, message headers, stored comments and webhooks. No text, name, phone, address or token is in
/// it.
/// </summary>
public static class Telemetry
{
    private const string Name = "Moderation";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The meters of what all services stand on.</summary>
    private static readonly string[] Libraries =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
        MassTransit.Monitoring.InstrumentationOptions.MeterName,
    ];

    /// <summary>Spans of our own steps, where no library makes one.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>
    /// Figures that are counted where they happen. What is read from a database is a <see cref="Gauge"/>. None has a label of an
    /// article, an author or an id.
    /// </summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>A span that goes on where a stored trace left off, however long ago, and ends with the caller's step.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="traceparent">As it was stored; null begins a trace.</param>
    /// <param name="kind">Whether it leaves the service.</param>
    /// <param name="cause">What else led to it, such as a moderator's request; it is linked.</param>
    public static Activity? Resume(
        string name,
        string? traceparent,
        ActivityKind kind = ActivityKind.Internal,
        ActivityContext? cause = null
    )
    {
        _ = ActivityContext.TryParse(traceparent, traceState: null, isRemote: true, out var parent);
        return Source.StartActivity(
            kind,
            parent,
            links: cause is { } context && context.TraceId != parent.TraceId ? [new ActivityLink(context)] : null,
            name: name
        );
    }

    /// <exception cref="InvalidOperationException">The address for the export is none.</exception>
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName.Of(builder.Services), serviceNamespace: "moderation"))
            .WithTracing(tracing =>
                tracing
                    .AddSource(Name, "System.Net.Http", MassTransit.Logging.DiagnosticHeaders.DefaultListenerName)
                    .AddAspNetCoreInstrumentation()
                    .AddProcessor<Discretion>()
            )
            .WithMetrics(metrics => metrics.AddMeter([Name, .. Libraries]).AddPrometheusExporter());
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{Endpoint} must be an address that begins with https:// or http://.");
        builder.Services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        telemetry.WithLogging().UseOtlpExporter();
    }
}
