using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Moderation.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class ConnectionTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_beyond_the_limit_are_sent_away_and_silent_ones_are_closed_so_that_others_find_room()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Connections:Limit"] = "10";
        builder.Configuration["Connections:Silence"] = "00:00:02";
        builder.AddServiceDefaults("bare");
        await using var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(Cancel);
        var address = new Uri(app.Urls.Single());

        var closed = new Task[30];
        var clients = new List<TcpClient>();
        for (var i = 0; i < closed.Length; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, address.Port, Cancel);
            clients.Add(client);
            closed[i] = ClosedAsync(client);
        }
        await Eventually.IsTrueAsync("twenty are sent away", () => Task.FromResult(closed.Count(c => c.IsCompleted) >= 20));
        await Eventually.IsTrueAsync("the others are closed too", () => Task.FromResult(closed.All(c => c.IsCompleted)));

        using var reader = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        await Eventually.IsTrueAsync("there is room again", async () =>
        {
            try
            {
                using var answer = await reader.GetAsync("health/live", Cancel);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>Ends when the other side has closed it.</summary>
    private static async Task ClosedAsync(TcpClient client)
    {
        try
        {
            while (await client.GetStream().ReadAsync(new byte[64], Cancel) > 0) { }
        }
        catch (IOException) { }
    }
}
