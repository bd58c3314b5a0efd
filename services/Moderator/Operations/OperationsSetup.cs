using Moderation.Moderator.Operations;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class OperationsSetup
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OperationLog>();
        builder.Services.AddHttpClient(nameof(OperatedExamination)).RemoveAllLoggers();
        builder.Services.AddRouting(options => options.SetParameterPolicy<NameConstraint>("name"));
        return builder;
    }

    /// <summary>A service that the console operates, once it is known where: who asks it, and whether it answers.</summary>
    /// <param name="builder">Of Moderator.</param>
    /// <param name="name">The service's, and the section of the configuration.</param>
    /// <param name="path">That it answers to a read, behind <c>/operation/</c>.</param>
    /// <param name="patience">How long it may take to answer.</param>
    internal static void AddOperated<TOptions, TClient>(
        this WebApplicationBuilder builder,
        string name,
        string path,
        TimeSpan patience
    )
        where TOptions : OperatedService
        where TClient : OperatedClient
    {
        builder.Services.AddSingleton<IExamination>(provider => new OperatedExamination(
            name,
            provider.GetRequiredService<TOptions>(),
            path,
            provider.GetRequiredService<IHttpClientFactory>()
        ));
        builder.Services.AddHttpClient<TClient>().RemoveAllLoggers().AddTimeoutAndCircuitBreaker(patience);
    }
}
