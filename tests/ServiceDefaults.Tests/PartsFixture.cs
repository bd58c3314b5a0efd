using Microsoft.AspNetCore.Builder;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.ServiceDefaults.Tests.PartsFixture))]

namespace Moderation.ServiceDefaults.Tests;

/// <summary>A bare service for the whole run, and a channel to look at what it publishes.</summary>
public sealed class PartsFixture : IAsyncLifetime
{
    private WebApplication? _service;

    public TestDatabase Database { get; private set; } = null!;

    public TestBroker Broker { get; private set; } = null!;

    /// <summary>Where the service answers.</summary>
    public Uri Address => new(_service!.Urls.Single());

    /// <summary>A channel beside the service's own.</summary>
    public IChannel Channel { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync("defaults");
        Broker = await TestBroker.CreateAsync("defaults");
        _service = await BareService.StartAsync(Database, Broker);
        Channel = await (await Broker.ConnectAsync()).CreateChannelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (Channel is not null)
            await Channel.CloseAsync();
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
    }
}
