using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.Testing;

/// <summary>
/// A copy of a service in this process, on Kestrel and a free port, with the settings of a test. Its code is compiled once for
/// all copies, so that one costs a small part of what a process of its own would.
/// </summary>
/// <typeparam name="TService">A public type of the service.</typeparam>
public sealed class ServiceUnderTest<TService> : WebApplicationFactory<TService>
    where TService : class
{
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _services;

    /// <param name="settings">Of its configuration.</param>
    /// <param name="services">What it has otherwise.</param>
    /// <param name="port">Where it listens; any free one if it is 0.</param>
    public ServiceUnderTest(
        IReadOnlyDictionary<string, string?> settings,
        Action<IServiceCollection>? services = null,
        int port = 0
    )
    {
        _settings = settings;
        _services = services;
        UseKestrel(port);
    }

    /// <summary>Starts it, if need be, and returns a client that keeps cookies and follows no redirect.</summary>
    public HttpClient Client()
    {
        StartServer();
        // The factory's own clients follow redirects on Kestrel, whatever their options say.
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
    }

    /// <summary>Every endpoint of the service that is started, with that of its description.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        if (_services is not null)
            builder.ConfigureServices(_services);
    }
}
