using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Where a service is watched: a port of its own, which readers never reach. What is mapped to it answers there and nowhere else,
/// and nothing of the public port answers on it.
/// </summary>
public static class OperationsPort
{
    internal static void AddOperationsPort(this WebApplicationBuilder builder)
    {
        builder.AddOptions<OperationsOptions>("Operations");
        builder.Services.AddSingleton<OperationsEndpoints>();
        builder.Services.AddHostedService<OperationsServer>();
    }

    /// <summary>
    /// Adds endpoints to the operations port, if the service has one. They answer from the first moment of the start on, also
    /// while the service still waits for its database or its broker, and nobody is asked who they are.
    /// </summary>
    public static WebApplication MapOperations(this WebApplication app, Action<IEndpointRouteBuilder> map)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.GetRequiredService<OperationsEndpoints>().Maps.Add(map);
        return app;
    }
}

/// <summary>What is mapped to the operations port before the service starts.</summary>
internal sealed class OperationsEndpoints
{
    public List<Action<IEndpointRouteBuilder>> Maps { get; } =
    [
        endpoints => endpoints.MapPrometheusScrapingEndpoint().AllowAnonymous(),
        DoctorSetup.MapDoctor,
        StationApi.Map,
    ];
}

/// <summary>From the section <c>Operations</c>: where the service is watched.</summary>
internal sealed class OperationsOptions : IValidatableObject
{
    /// <summary>None when it is 0.</summary>
    [Range(0, IPEndPoint.MaxPort, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int Port { get; init; }

    /// <summary>Of this machine; nobody else reaches the port unless another one is set.</summary>
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
            yield return new ValidationResult(
                $"{validationContext.DisplayName}:Address must be an IP address of this machine, or 0.0.0.0 for all of them."
            );
    }
}
