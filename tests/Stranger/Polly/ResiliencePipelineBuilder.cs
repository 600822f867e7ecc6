namespace Polly;

/// <summary>Stands for a type of another version: the name is taken, what is in it is different.</summary>
public sealed class ResiliencePipelineBuilder
{
    public static string Describe() => $"Polly {typeof(ResiliencePipelineBuilder).Assembly.GetName().Version}";
}
