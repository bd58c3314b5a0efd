using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Moderation.ServiceDefaults;

/// <summary>
/// One trace follows a comment through HTTP, outbox and bus: the trace context travels in outbox rows and message headers.
/// </summary>
public static class Telemetry
{
    internal static ActivitySource Source { get; } = new("Moderation.Outbox");

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

    internal static void AddTelemetry(this WebApplicationBuilder builder) =>
        builder
            .Services.AddOpenTelemetry()
            .WithTracing(tracing =>
                tracing
                    .AddSource(Source.Name, MassTransit.Logging.DiagnosticHeaders.DefaultListenerName)
                    .AddAspNetCoreInstrumentation()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Libraries)
                    .AddPrometheusExporter()
            );
}
