using Moderation.Moderator.Operations;

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
}
