using Microsoft.Extensions.Hosting;

namespace Moderation.ServiceDefaults;

/// <summary>A step that ends before any part of the service starts, in the order in which the steps were added.</summary>
public abstract class BeforeStart : IHostedLifecycleService
{
    public abstract Task RunAsync(CancellationToken cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
