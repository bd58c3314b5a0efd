using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.ServiceDefaults.Tests.PartsFixture))]

namespace Moderation.ServiceDefaults.Tests;

/// <summary>A service that does nothing but have a database, a bus and an outbox, on real parts.</summary>
public sealed class PartsFixture : IAsyncLifetime
{
    private WebApplication? _service;

    public TestDatabase Database { get; private set; } = null!;

    public TestBroker Broker { get; private set; } = null!;

    /// <summary>A channel beside the service's own.</summary>
    public IChannel Channel { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync("defaults");
        Broker = await TestBroker.CreateAsync("defaults");
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Database"] = Database.ConnectionString;
        builder.Configuration["ConnectionStrings:RabbitMq"] = Broker.Uri.ToString();
        builder.AddServiceDefaults("defaults");
        builder.AddDatabase<PartsFixture>();
        builder.AddBus();
        builder.AddOutbox();
        _service = builder.Build();
        _service.UseServiceDefaults();
        _service.MapHealth();
        await _service.StartAsync();
        Channel = await (await Broker.ConnectAsync()).CreateChannelAsync();
        await Topology.DeclareAsync(Channel, TestContext.Current.CancellationToken);
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
