using System.Diagnostics.Metrics;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Moderation.Text;

namespace Moderation.ServiceDefaults;

/// <summary>What every service does alike: logs, problem details, limits, encoding, health and telemetry.</summary>
public static class Defaults
{
    /// <summary>
    /// Bytes of a request's body that a service reads before it answers 413: six for each byte that the longest fields may have
    /// once they are decoded, since JSON may write every character as an escape. The fields' own limits are what counts.
    /// </summary>
    public const int MaxBodyBytes = 256 * 1024;

    private const string Instant = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <param name="builder">The service's builder.</param>
    /// <param name="service">Its name in lower case, the prefix of its queues.</param>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        UnicodeSupport.Require();
        builder.Services.AddSingleton(new ServiceName(service));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Logging.ClearProviders().AddConsole();
        // Named, or the lines would have the layout of the provider's former settings.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(logger => logger.FormatterName ??= ConsoleFormatterNames.Simple);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(lines =>
        {
            lines.SingleLine = true;
            lines.TimestampFormat = Instant + " ";
            lines.UseUtcTimestamp = true;
        });
        builder.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.TimestampFormat = Instant;
            json.UseUtcTimestamp = true;
            json.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        });
        var console = builder.Services.Single(d => d.ImplementationType == typeof(ConsoleLoggerProvider));
        builder.Services.Remove(console);
        builder.Services.AddSingleton<ILoggerProvider>(services => new RepeatedCauses(
            ActivatorUtilities.CreateInstance<ConsoleLoggerProvider>(services),
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Whoever asks is told; while a part is still starting that is no error.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("System", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        var connections = builder.Configuration.Read<ConnectionOptions>(builder.Environment, "Connections");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = connections.Limit;
            kestrel.Limits.KeepAliveTimeout = connections.Silence;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        // Without this, Vietnamese letters are written as numeric entities.
        builder.Services.AddWebEncoders(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.AddProxies();
        builder.Services.AddProblems();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<StationCounts>();
        builder.Services.AddSingleton<Station>();
        builder.Services.AddSingleton(services => new Pauses(
            services.GetServices<PausableStations>(),
            services.GetRequiredService<IMeterFactory>()
        ));
        builder.AddTelemetry();
        builder.AddOperationsPort();
        builder.AddDoctor();
    }

    /// <summary>
    /// First in the pipeline: problem details for whatever goes wrong, and headers that tell browsers to trust nothing.
    /// </summary>
    public static void UseServiceDefaults(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(
            (context, next) =>
            {
                // HTTP/1.0 needs no host, and an address without one is none.
                if (!context.Request.Host.HasValue)
                    context.Request.Host = new HostString("localhost");
                return next(context);
            }
        );
        app.UseProblems();
        app.UseCharsets();
        app.UseDatabaseRetries();
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                return next(context);
            }
        );
    }

    /// <summary>
    /// <c>/openapi/v1.json</c>, outside of Production only. The service itself adds OpenAPI, so that its own comments are in it.
    /// </summary>
    public static void MapApiDescription(this WebApplication app)
    {
        if (!app.Environment.IsProduction())
            app.MapOpenApi().AllowAnonymous();
    }

    /// <summary>
    /// <c>/health/live</c> answers while the process runs and touches nothing else; <c>/health/ready</c> looks at the database,
    /// the broker, and whether work goes on. All that is not healthy is 503, with its part named.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        var ready = new HealthCheckOptions
        {
            ResponseWriter = WriteAsync,
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
        };
        app.MapHealthChecks("/health/ready", ready).AllowAnonymous();

        static Task WriteAsync(HttpContext context, HealthReport report) =>
            context.Response.WriteAsJsonAsync(
                new
                {
                    status = report.Status.ToString(),
                    checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString(), StringComparer.Ordinal),
                }
            );
    }
}

/// <summary>The service's name in lower case, such as <c>intake</c>.</summary>
internal sealed record ServiceName(string Value)
{
    /// <summary>What <see cref="Defaults.AddServiceDefaults"/> was told.</summary>
    public static string Of(IServiceCollection services) =>
        ((ServiceName)services.Single(d => d.ServiceType == typeof(ServiceName)).ImplementationInstance!).Value;
}
