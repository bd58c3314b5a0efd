using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Moderation.ServiceDefaults;

/// <summary>
/// A server beside the public one, in the same process and with the same parts, but with a pipeline and limits of its own: it
/// answers also while the public port is full or not open yet, and who asks it is in no figure of the public one.
/// </summary>
internal sealed class OperationsServer(
    OperationsOptions options,
    OperationsEndpoints endpoints,
    IServiceProvider services,
    IConnectionListenerFactory transport,
    IHttpContextFactory contexts,
    ILoggerFactory logs
) : IHostedLifecycleService, IHttpApplication<HttpContext>, IDisposable
{
    private KestrelServer? _server;
    private RequestDelegate _pipeline = _ => Task.CompletedTask;

    /// <exception cref="StartException">The port cannot be opened.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Port == 0)
            return;
        var app = new ApplicationBuilder(services);
        app.UseProblems();
        app.UseRouting();
        app.UseEndpoints(mapped =>
        {
            foreach (var map in endpoints.Maps)
                map(mapped);
        });
        _pipeline = app.Build();
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = 100;
        kestrel.Limits.MaxRequestBodySize = Defaults.MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
        _server = new KestrelServer(Options.Create(kestrel), transport, logs);
        try
        {
            await _server.StartAsync(this, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            throw new StartException(
                $"Operations:Port {options.Port} cannot be opened on {options.Address} ({exception.Message}) "
                    + "Set another, or end the program that has it.",
                exception
            );
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Last, so that the end of the work is seen too.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => contexts.Create(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _pipeline(context);

    public void DisposeContext(HttpContext context, Exception? exception) => contexts.Dispose(context);

    public void Dispose() => _server?.Dispose();
}
