using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Moderation.ServiceDefaults;

namespace Moderation.Testing;

/// <summary>A service that does nothing but have a database, a bus and an outbox, on real parts.</summary>
public static class BareService
{
    /// <summary>Starts it on a free port, under the name of a real service if it consumes. The caller disposes it.</summary>
    public static async Task<WebApplication> StartAsync(
        TestDatabase database,
        TestBroker broker,
        string service = "bare",
        Action<Consumers>? consumers = null,
        params (string Key, string Value)[] settings
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(broker);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Database"] = database.ConnectionString;
        builder.Configuration["ConnectionStrings:RabbitMq"] = broker.Uri.ToString();
        foreach (var (key, value) in settings ?? [])
            builder.Configuration[key] = value;
        builder.AddServiceDefaults(service);
        builder.AddDatabase<TestDatabase>();
        builder.AddBus(consumers);
        builder.AddOutbox();
        builder.AddPauses([Stations.Relay, .. Topology.QueuesOf(service).Select(queue => queue.Station).OfType<string>()]);
        builder.AddOperation();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapHealth();
        app.MapPauses();
        await app.StartAsync();
        return app;
    }
}
